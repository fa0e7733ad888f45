import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { listen } from './front.fixture.js';

export interface SeenRequest {
  readonly httpMethod: string;
  readonly rpcMethod: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Raw JSON of a result or an error, or nothing where the test wrote the answer itself. */
export type ScriptedAnswer = { result: string } | { error: string } | undefined;

export interface Scripted {
  readonly url: string;
  readonly seen: SeenRequest[];
  answer: (seen: SeenRequest, response: ServerResponse) => ScriptedAnswer;
  /** Of the older revisions: what it says that it can do. */
  capabilities: string;
  /** Of notifications. */
  hear: (seen: SeenRequest) => void;
  close(): Promise<void>;
}

const DISCOVERED = '{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}}}';
const initialized = (capabilities: string) =>
  `{"protocolVersion":"2025-11-25","capabilities":${capabilities},"serverInfo":{"name":"s","version":"1"}}`;

export const idIn = (body: string): string => /"id":\s*("[^"]*"|[^,}\s]+)/.exec(body)?.[1] ?? 'null';

/** An MCP server that knows its handshake, and answers anything else as a test says. `seen` leaves the handshake out. */
export async function scriptedServer(era: 'modern' | 'legacy' | 'both'): Promise<Scripted> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const rpcMethod = /"method":"([^"]+)"/.exec(body)?.[1] ?? '';
      const give = (member: string, value: string, status = 200) =>
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(`{"jsonrpc":"2.0","id":${idIn(body)},"${member}":${value}}`);
      if (rpcMethod === 'server/discover') {
        return era === 'legacy' ? give('error', '{"code":-32601,"message":"no"}', 400) : give('result', DISCOVERED);
      }
      if (rpcMethod === 'initialize') {
        if (era === 'modern') return give('error', '{"code":-32601,"message":"no"}', 404);
        response.setHeader('mcp-session-id', 'upstream-session');
        return give('result', initialized(scripted.capabilities));
      }
      const one = { httpMethod: request.method!, rpcMethod, headers: request.headers, body };
      if (rpcMethod.startsWith('notifications/')) {
        scripted.hear(one);
        return response.writeHead(202).end();
      }
      seen.push(one);
      const answer = scripted.answer(one, response);
      if (answer !== undefined) for (const [member, value] of Object.entries(answer)) give(member, value);
    });
  });
  const listening = await listen(server);
  const scripted: Scripted = {
    ...listening,
    url: `${listening.url}/mcp`,
    seen,
    answer: () => ({ result: '{}' }),
    hear: () => {},
    capabilities: '{"tools":{}}',
  };
  return scripted;
}
