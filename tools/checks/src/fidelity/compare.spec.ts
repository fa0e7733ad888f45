import { describe, expect, it } from '@jest/globals';
import type { Exchanged, FrontName } from './client/client.js';
import { compare, type Verdict } from './compare.js';
import { Echo, type Heard } from './echo/echo.js';
import type { Leg } from './legs.js';

const leg = (parts: Partial<Leg>): Leg => ({
  name: 'x',
  era: 'legacy',
  relaysSessions: false,
  isAlone: true,
  isFramed: false,
  echo: new Echo('legacy'),
  transport: { type: 'streamable-http', url: 'http://127.0.0.1/' },
  close: async () => undefined,
  ...parts,
});

const RESULT = '{"content":[],"n":9007199254740993,"f":1.0}';
const client: Exchanged = {
  sent: '{"jsonrpc":"2.0","id":"\\u0061","method":"tools/call","params":{"name":"t","x":1e400,"_meta":{"a":1.0,"progressToken":"p"}}}',
  id: '"\\u0061"',
  status: 200,
  response: `{"jsonrpc":"2.0","id":"\\u0061","result":${RESULT}}`,
  messages: ['{"method":"notifications/progress","params":{"progressToken":"p","progress":1.0}}'],
  asEvents: true,
  asked: [],
  answered: [],
  beside: [],
  told: [],
};
const server: Heard = {
  request:
    '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"_meta":{"traceparent":"00","progressToken":7,"a":1.0},"name":"t","x":1e400}}',
  value: RESULT,
  response: `{ "result":${RESULT},"id":7 }`,
  messages: ['{"method":"notifications/progress","params":{"progressToken":7,"progress":1.0}}'],
  asked: [],
  answered: [],
  beside: [],
  told: [],
};

function differing(at: { client?: Partial<Exchanged>; server?: Partial<Heard>; leg?: Partial<Leg>; front?: FrontName }): Verdict['part'][] {
  const way = { front: at.front ?? 'legacy', leg: leg(at.leg ?? {}), endpoint: 'server' as const };
  const seen = { way, client: { ...client, ...at.client }, server: { ...server, ...at.server } };
  return compare(seen).filter(({ difference }) => difference !== null).map(({ part }) => part);
} // prettier-ignore

describe('what went one way and another', () => {
  it('is identical where only what a hop says of itself differs', () => {
    expect(differing({})).toEqual([]);
  });

  it.each<[string, Verdict['part'], Parameters<typeof differing>[0]]>([
    ['a number in an answer', 'answer', { client: { response: client.response.replace('993', '992') } }],
    ['a float that was read and written', 'answer', { client: { response: client.response.replace('1.0', '1') } }],
    ['an id in other words', 'answer', { client: { response: client.response.replace('\\u0061', 'a') } }],
    ['a member that is missing', 'request', { server: { request: server.request.replace(',"x":1e400', '') } }],
    ['a member of `_meta` that is missing', 'request', { server: { request: server.request.replace(',"a":1.0', '') } }],
    ['a notification too few', 'messages', { client: { messages: [] } }],
    ['a progress token of somebody else', 'messages', { client: { messages: server.messages } }],
    ['a question that did not come', 'questions', { server: { asked: ['{"id":1,"method":"roots/list"}'] } }],
    ['an answer that the server did not get', 'answers', { client: { answered: ['{"id":1,"result":{}}'] } }],
    ['a message that came from nowhere', 'beside', { client: { beside: ['{"method":"notifications/x"}'] } }],
    ['a byte of a session that is passed on', 'request', { leg: { relaysSessions: true }, server: { request: client.sent.replace('1.0', '1.00'), response: client.response }, client: { messages: server.messages } }],
  ])('differs by %s', (_what, part, at) => expect(differing(at)).toEqual([part])); // prettier-ignore

  it('is held to all of the result between two of the same era only', () => {
    const modern = { leg: { era: 'modern' as const }, server: { value: RESULT.replace('{', '{"resultType":"complete",') } };
    expect(differing({ ...modern, front: 'modern' })).toContain('answer');
    expect(differing({ ...modern, front: 'legacy' })).toEqual([]);
  }); // prettier-ignore
});
