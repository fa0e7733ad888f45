import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KEY, PRINCIPAL, serverAt, startGateway, type Gateway } from '../front/front.fixture.js';
import { scriptedServer, type Scripted } from '../front/scripted-server.fixture.js';

let upstream: Scripted;
let gateway: Gateway;

beforeEach(async () => {
  upstream = await scriptedServer('modern');
  gateway = await startGateway([serverAt('files', upstream.url), serverAt('few', upstream.url)]);
});
afterEach(async () => {
  await gateway.close();
  await upstream.close();
});

const META = '"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{}}}'; // prettier-ignore
const ASKED = '"inputRequests":{"name":{"method":"elicitation/create","params":{"n":9007199254740993}}}';
/** Quotes and what is not ASCII: the server gets its own bytes' meaning back. */
const STATE = '"{\\"step\\":1,\\"ü\\":true}"';

interface Answered {
  result?: { requestState?: string };
  error?: { code: number };
}

async function callTool(more = '', { server = 'files', name = 'read_a', args = '{"a":1.0}' } = {}) {
  const body = `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{${META},"name":"${name}","arguments":${args}${more}}}`;
  const headers = {
    authorization: `Bearer ${KEY}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': name,
  };
  const answer = await fetch(`${gateway.url}/v1/mcp/${server}`, { method: 'POST', body, headers });
  const text = await answer.text();
  return { text, json: JSON.parse(text) as Answered };
}

async function askedState(padding = ''): Promise<string> {
  upstream.answer = () => ({
    result: `{"resultType":"input_required",${ASKED},"requestState":${STATE},"padding":"${padding}"}`,
  });
  const { text, json } = await callTool();
  expect(text).toContain(ASKED);
  upstream.answer = () => ({ result: '{"resultType":"complete","content":[]}' });
  return json.result!.requestState!;
}

const retryWith = (state: string) => `,"inputResponses":{"name":{"action":"accept"}},"requestState":"${state}"`;

describe('what a server wants back', () => {
  it.each([0, 200_000])(
    'goes sealed to the client and comes back as it was (with %d bytes beside it)',
    async (size) => {
      const state = await askedState('x'.repeat(size));
      expect(state).not.toContain('step');
      const { json } = await callTool(retryWith(state));
      expect(json.result).toEqual({ resultType: 'complete', content: [] });
      const sent = JSON.parse(upstream.seen.at(-1)!.body) as { params: { requestState: string } };
      expect(sent.params.requestState).toBe(JSON.parse(STATE));
    },
  );

  it.each<[string, Parameters<typeof callTool>[1]]>([
    ['of another server', { server: 'few' }],
    ['of another tool', { name: 'read_b' }],
    ['with other arguments', { args: '{"a":2}' }],
  ])('is refused in a call %s', async (_what, changed) => {
    const state = await askedState();
    const before = upstream.seen.length;
    expect((await callTool(retryWith(state), changed)).json.error!.code).toBe(-32602);
    expect(upstream.seen).toHaveLength(before);
  });

  it('is refused from another key, and when it was changed', async () => {
    const state = await askedState();
    const changed = `${state.slice(0, -2)}${state.endsWith('AA') ? 'BB' : 'AA'}`;
    expect((await callTool(retryWith(changed))).json.error!.code).toBe(-32602);
    gateway.authenticate = () => ({
      valid: true,
      generation: 1,
      principal: { ...PRINCIPAL, keyId: '7c9e6679-7425-40de-944b-e07fc1f90ae7' },
    });
    expect((await callTool(retryWith(state))).json.error!.code).toBe(-32602);
  });
});
