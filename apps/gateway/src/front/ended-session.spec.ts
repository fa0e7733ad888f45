import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { send, rpc } from './client.fixture.js';
import { serverAt, startGateway, type Gateway } from './front.fixture.js';
import { scriptedServer, type Scripted } from './scripted-server.fixture.js';

let legacy: Scripted;
let modern: Scripted;
let gateway: Gateway;

beforeAll(async () => {
  [legacy, modern] = [await scriptedServer('legacy'), await scriptedServer('modern')];
  gateway = await startGateway([serverAt('files', legacy.url), serverAt('files-new', modern.url)]);
});
afterAll(() => Promise.all([gateway.close(), legacy.close(), modern.close()]));

const INITIALIZE = rpc('initialize', '{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}'); // prettier-ignore

async function openSession(server: string): Promise<Record<string, string>> {
  const opened = await send(gateway.url, 'POST', `/v1/mcp/${server}`, INITIALIZE, { accept: 'application/json, text/event-stream' }); // prettier-ignore
  return { 'mcp-session-id': String(opened.headers['mcp-session-id']), 'mcp-protocol-version': '2025-11-25' };
}

describe.each(['files', 'files-new'])('a session with %s that its client ended', (server) => {
  it('is over: every request of it is answered with 404', async () => {
    legacy.answer = ({ httpMethod }, response) => {
      if (httpMethod !== 'DELETE') return { result: '{"tools":[]}' };
      response.writeHead(204).end();
      return undefined;
    };
    const [session, other] = [await openSession(server), await openSession(server)];
    const list = (headers: Record<string, string>) =>
      send(gateway.url, 'POST', `/v1/mcp/${server}`, rpc('tools/list', '{}'), headers);
    expect((await list(session)).status).toBe(200);
    expect((await send(gateway.url, 'DELETE', `/v1/mcp/${server}`, null, session)).status).toBe(204);
    const after = await list(session);
    expect([after.status, JSON.parse(after.text)]).toMatchObject([404, { id: 1, error: { code: -32600 } }]);
    expect((await send(gateway.url, 'GET', `/v1/mcp/${server}`, null, session)).status).toBe(404);
    expect((await send(gateway.url, 'DELETE', `/v1/mcp/${server}`, null, session)).status).toBe(404);
    expect((await list(other)).status).toBe(200);
  });
});

it('goes on where its server refuses to end it', async () => {
  legacy.answer = ({ httpMethod }, response) => {
    if (httpMethod !== 'DELETE') return { result: '{"tools":[]}' };
    response.writeHead(405).end();
    return undefined;
  };
  const session = await openSession('files');
  expect((await send(gateway.url, 'DELETE', '/v1/mcp/files', null, session)).status).toBe(405);
  const after = await send(gateway.url, 'POST', '/v1/mcp/files', rpc('tools/list', '{}'), session);
  expect(after.status).toBe(200);
});
