import type { Case, Question } from './case.js';

const DONE = '{"content":[]}';
const call = (name: string, more: Partial<Case>): Case => ({
  name,
  method: 'tools/call',
  params: '"name":"t","arguments":{"n":9007199254740993}',
  answer: DONE,
  ...more,
});

const QUESTIONS: Record<string, Question> = {
  sampling: {
    method: 'sampling/createMessage',
    params:
      '{"messages":[{"role":"user","content":[{"type":"text","text":"\\u00e9 🛠"},{"type":"tool_result","toolUseId":"\\u0031","content":[],"x":1.0}]}],"maxTokens":1e3,"temperature":1.0,"metadata":{"n":9007199254740993},"modelPreferences":{"hints":[{"name":"\\u0061"}],"costPriority":0.10},"tools":[{"name":"t","inputSchema":{"type":"object","x":1e400}}],"includeContext":"none"}',
    result:
      '{"model":"\\u006d é","stopReason":"x-vendor/stop","role":"assistant","content":{"type":"tool_use","id":"1","name":"t","input":{"n":9007199254740993,"f":1.0}},"x":1e400}',
  },
  'elicitation of a form': {
    method: 'elicitation/create',
    params:
      '{"mode":"form","message":"\\u202e é","requestedSchema":{"type":"object","required":["n"],"properties":{"n":{"type":"integer","minimum":-9007199254740993,"default":1.0},"e":{"type":"string","enum":["\\u0061"],"enumNames":["🛠"]},"m":{"type":"array","items":{"anyOf":[{"const":"x","title":"X"}]}}}},"_meta":{"com.example/a":1.0}}',
    result: '{"action":"accept","content":{"n":9007199254740993,"e":"\\u0061","f":1.0,"b":false},"_meta":{"x":1e400}}',
  },
  'elicitation by URL': {
    method: 'elicitation/create',
    params:
      '{"message":"","url":"https://example.com/\\u002f?é=%F0#\\"","mode":"url","elicitationId":"\\u0031","x":null}',
    result: '{ "action":"decline" }',
  },
  roots: {
    method: 'roots/list',
    params: '{"x":[1.0]}',
    result: '{"roots":[{"uri":"file:///a%20b/\\u00e9","name":null,"x":9007199254740993}],"_meta":{}}',
  },
};

const asking = Object.entries(QUESTIONS).map(([name, question]) => call(`asks: ${name}`, { asks: [question] }));

const notice = (method: string, params: string): string =>
  `{ "method":"notifications/${method}", "params":{${params}},"x-vendor":1.0,"jsonrpc":"2.0" }`;
const listChanged = (what: string): string => notice(`${what}/list_changed`, '"_meta":{$META}');
const LOG =
  '"data":{"n":9007199254740993,"f":1.0,"e":1e400,"t":"\\u00e9 🛠 \\u202e\\ud83d"},"level":"debug","logger":"\\u0061"';

/** What is said in a session or to a subscription, and what the other era does not know. */
export const CONVERSATIONS: readonly Case[] = [
  ...asking,
  call('asks: all at once', { asks: [QUESTIONS['sampling']!, QUESTIONS['elicitation by URL']!, QUESTIONS['roots']!] }),
  call('asks, and tells of progress', {
    asks: [QUESTIONS['elicitation of a form']!],
    token: '"\\u0070"',
    messages: ['{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":$TOKEN,"progress":1.0}}'],
  }),
  call('beside: lists that changed', { beside: ['tools', 'resources', 'prompts'].map(listChanged) }),
  call('beside: a resource that changed', {
    beside: [notice('resources/updated', '"uri":"file:///\\u0061 é","x":9007199254740993,"_meta":{$META}')],
  }),
  call('log, 2026-07-28', { era: 'modern', meta: '"io.modelcontextprotocol/logLevel":"debug"', messages: [notice('message', LOG)] }),
  call('log, in a session', { era: 'legacy', messages: [notice('message', LOG)] }),
  call('beside: what nobody knows', { era: 'legacy', beside: [notice('x-vendor/n', '"n":1.0')] }),
  call('told: progress, roots, and what nobody knows', {
    era: 'legacy',
    tells: [
      notice('progress', '"progressToken":9007199254740993,"progress":1.0,"message":"\\u00e9"'),
      notice('roots/list_changed', ''),
      notice('x-vendor/n', '"n":1e400,"_meta":{"com.example/a":1.0}'),
    ],
  }),
  call('a task', {
    era: 'modern',
    answer: '{"resultType":"task","taskId":"\\u0031","status":"working","createdAt":"2026-01-01T00:00:00Z","lastUpdatedAt":"x","ttlMs":null,"pollIntervalMs":1.0,"x":1e400}',
  }),
  ...['tasks/get', 'tasks/update', 'tasks/cancel'].map((method) =>
    call(method, { era: 'modern', method, params: '"taskId":"\\u0031 é","inputResponses":{"k":{"n":1.0}}', answer: '{"status":"x","result":{"n":1e400}}' }),
  ),
  call('server/discover', { era: 'modern', method: 'server/discover', params: '', answer: '{}' }),
  call('structured content of any kind', { era: 'modern', answer: '{"content":[],"structuredContent":9007199254740993}' }),
  ...['logging/setLevel', 'resources/subscribe', 'tasks/result'].map((method) =>
    call(method, { era: 'legacy', method, params: '"level":"debug","uri":"file:///\\u0061","taskId":"\\u0031","x":1e400', answer: '{"x":1.0}' }),
  ),
]; // prettier-ignore
