import type { Case } from './case.js';
import { CONVERSATIONS } from './conversations.js';
import { LISTS_AND_READS } from './methods.js';
import { CONTENT, STRUCTURES, TEXTS, VALUES } from './values.js';

const DONE = '{"content":[]}';

/** A tool that is called with these arguments, and answers with nothing. */
const called = (name: string, args: string): Case => ({
  name: `arguments: ${name}`,
  method: 'tools/call',
  params: `"name":"t","arguments":${args}`,
  answer: DONE,
});

/** A tool that answers with this. */
const answered = (name: string, answer: string): Case => ({
  name: `result: ${name}`,
  method: 'tools/call',
  params: '"name":"t","arguments":{}',
  answer,
});

const failed = (name: string, answer: string): Case => ({
  ...answered(name, answer),
  name: `error: ${name}`,
  kind: 'error',
});

const progress = (more: string): string =>
  `{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":$TOKEN,${more}}}`;

const told = (name: string, token: string, ...messages: string[]): Case => ({
  ...answered(name, DONE),
  name: `notifications: ${name}`,
  token,
  messages,
});

const LARGE_CHARACTERS = 90_000;

const ALL: readonly Case[] = [
  ...Object.entries({ ...VALUES, ...TEXTS }).flatMap(([name, value]) => [
    called(name, `{"v":${value}}`),
    answered(name, `{"content":[],"structuredContent":{"v":${value}}}`),
  ]),
  ...Object.entries(STRUCTURES).flatMap(([name, object]) => [
    called(name, object),
    answered(name, `{"content":[],"structuredContent":${object}}`),
  ]),
  ...Object.entries(CONTENT).map(([name, block]) => answered(`content, ${name}`, `{"content":[${block}]}`)),
  answered('fields that nobody knows', '{"x-first":1.0,"content":[],"x":{"y":[{"z":1e400}]},"_meta":{"com.example/a":1.0}}'),
  answered('a tool that failed', '{"content":[{"type":"text","text":"no"}],"isError":true,"x":1.0}'),
  answered('spaces, tabs and lines', '{ "content" :\t[\r\n{ "type" : "text" ,"text":"a b" } ] ,\n"n" : 1.0 }'),
  answered('nothing in it', '{}'),
  ...[65_400, 65_535, 65_536, 65_537, 300_000].map((bytes) =>
    answered(`${bytes} bytes of text`, `{"content":[{"type":"text","text":"${'é'.repeat(bytes / 2)}"}],"n":1.0}`),
  ),
  { ...called('beside others', '{}'), params: '"x-before":1.0,"name":"t","arguments":{},"x-after":{"n":1e400}' },
  { ...called('with _meta', '{}'), meta: '"com.example/a":1.0,"com.example/b":{"n":9007199254740993},"plain":"\\u0061"' },
  { ...called('none', '{}'), params: '"name":"t"' },
  { ...called('name in other words', '{}'), params: '"name":"\\u0074\\u00e9 é 🛠","arguments":{}' },
  failed('with data', '{"code":-32602,"message":"b\\u00e9d","data":{"n":9007199254740993,"f":1.0,"e":1e400}}'),
  failed('of its own', '{"data":null,"message":"","code":1,"x":[1.0]}'),
  told('progress', '"p1"', progress('"progress":1.0,"total":1e2'), progress('"message":"\\u00e9 🛠","progress":2')),
  told('progress under a large number', '9007199254740993', progress('"progress":0.10,"x":{"y":1.0}')),
  told('progress under an odd text', '"\\u0070 é\\"🛠"', progress('"progress":1,"_meta":{"com.example/a":1.0}')),
  ...LISTS_AND_READS,
  ...CONVERSATIONS,
]; // prettier-ignore

/** Odd, and all of it valid. */
export const CORPUS: readonly Case[] = ALL.map((one) => ({
  ...one,
  isLarge: one.params.length + one.answer.length > LARGE_CHARACTERS,
}));
