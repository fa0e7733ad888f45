import type { Case } from './case.js';

const TOOL =
  '{"name":"a","title":"é","description":"\\u00e9","inputSchema":{"type":"object","properties":{"n":{"type":"integer","maximum":9007199254740993,"default":1.0,"x-vendor":{"e":1e400}}},"$defs":{"a":{"$anchor":"x"}},"additionalProperties":false},"outputSchema":{"anyOf":[true,{}]},"icons":[{"src":"https://example.com/i.png","sizes":["any"]}],"annotations":{"readOnlyHint":true,"x":1.0},"execution":{"taskSupport":"optional"},"_meta":{"ui":{"resourceUri":"ui://a/b"},"ui/resourceUri":"ui://a/b"}}';
const RESOURCE =
  '{"uri":"file:///é%20","name":"n","size":9007199254740993,"annotations":{"lastModified":"2026-01-01T00:00:00Z"},"x":1.0}';

const list = (method: string, name: string, params: string, answer: string): Case => ({
  name: `${method}: ${name}`,
  method,
  params,
  answer,
});

/** What is listed, read and got, with the cursors of lists. */
export const LISTS_AND_READS: readonly Case[] = [
  list('tools/list', 'no cursor', '', `{"tools":[${TOOL},{"name":"b","inputSchema":{}}]}`),
  list('tools/list', 'cursors that are empty', '"cursor":""', `{"nextCursor":"","tools":[${TOOL}]}`),
  list('tools/list', 'cursors that are odd', '"cursor":"\\u0061 é\\"🛠\\/"', '{"tools":[],"nextCursor":"\\u0061 é\\"🛠\\/"}'),
  list('tools/list', 'null for a cursor in an answer', '', '{"tools":[],"nextCursor":null,"x":1.0}'),
  list('resources/list', 'unknown fields', '', `{"resources":[${RESOURCE}],"x":{"y":1e400}}`),
  list('prompts/list', 'unknown fields', '', '{"prompts":[{"name":"p","arguments":[{"name":"a","required":true,"x":1.0}],"x":1e400}]}'),
  list('resources/templates/list', 'unknown fields', '', '{"resourceTemplates":[{"uriTemplate":"file:///{+p}{?q*}","name":"n","x":1.0}]}'),
  list('resources/read', 'text and bytes', '"uri":"file:///a%20b"', '{"contents":[{"uri":"file:///a%20b","text":"\\u00e9","x":1.0},{"uri":"x:","blob":"AA=="}]}'),
  list('resources/read', 'an odd URI', '"uri":"x-é://🛠/%F0?\\u0061=1#\\u202e"', '{"contents":[]}'),
  list('prompts/get', 'messages', '"name":"p","arguments":{"a":"\\u00e9","b":"9007199254740993"}', '{"description":"d","messages":[{"role":"user","content":{"type":"text","text":"é","x":1.0}}]}'),
  list('completion/complete', 'an answer', '"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"a","value":"\\u00e9"},"context":{"arguments":{"b":"1.0"}}', '{"completion":{"values":["\\u00e9"],"total":1.0,"hasMore":false}}'),
  list('x-vendor/method', 'a method that nobody knows', '"a":1.0,"b":[1e400]', '{"c":9007199254740993}'),
]; // prettier-ignore
