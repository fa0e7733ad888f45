import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../../front/front.fixture.js';
import { idIn } from '../../front/scripted-server.fixture.js';

/** One request to the server, beside the handshake. */
export interface Heard {
  readonly httpMethod: string;
  readonly session: string | undefined;
  readonly lastEventId: string | undefined;
  readonly rpcMethod: string;
  readonly body: string;
}

/** A legacy server over HTTP that keeps sessions, of which a test decides what it says and when. */
export interface TalkingServer {
  readonly url: string;
  readonly heard: Heard[];
  /** What it was told of that kind. */
  bodies(rpcMethod: string): string[];
  /** Its open GET streams, by session. */
  readonly streams: Map<string, ServerResponse>;
  readonly sessions: Set<string>;
  capabilities: string;
  /** Instead of a result of `{}`; what it returns is the raw result. */
  answer: (heard: Heard, response: ServerResponse) => string | undefined;
  /** Of a GET. */
  onStream: (heard: Heard, response: ServerResponse) => void;
  close(): Promise<void>;
}

/** The session that the gateway opens for itself: what is said in it is not told to tests. */
const POOL = 'pool';

export const event = (message: string, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: message\ndata: ${message}\n\n`;
export const resultTo = ({ body }: Heard, result: string): string =>
  `{"jsonrpc":"2.0","id":${idIn(body)},"result":${result}}`;
export const request = (id: string, method: string, params = '{}'): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`;
export const begin = (response: ServerResponse): ServerResponse => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  return response;
};

export async function talkingServer(name: string, port = 0): Promise<TalkingServer> {
  const heard: Heard[] = [];
  let opened = 0;
  const server = createServer((incoming, response) => {
    void bodyOf(incoming).then((body) => {
      const rpcMethod = /"method":\s*"([^"]+)"/.exec(body)?.[1] ?? '';
      if (rpcMethod === 'server/discover') return give(response, 400, body, '"error":{"code":-32601,"message":"no"}');
      if (rpcMethod === 'initialize') return open(body, response);
      const { 'mcp-session-id': session, 'last-event-id': lastEventId } = incoming.headers;
      const one = { httpMethod: incoming.method!, session: session as string, lastEventId: lastEventId as string, rpcMethod, body };
      if (session === POOL) return one.body.includes('"id"') ? give(response, 200, body, '"result":{}') : response.writeHead(202).end();
      if (!fixture.sessions.has(session as string)) return response.writeHead(404).end();
      heard.push(one);
      return take(one, response);
    });
  }); // prettier-ignore
  const open = (body: string, response: ServerResponse): void => {
    const isPool = body.includes('"gatewayops"');
    const session = isPool ? POOL : `${name}-${++opened}`;
    if (!isPool) {
      fixture.sessions.add(session);
      heard.push({ httpMethod: 'POST', session, lastEventId: undefined, rpcMethod: 'initialize', body });
    }
    response.setHeader('mcp-session-id', session);
    const info = `"serverInfo":{"name":"${name}","version":"1"},"instructions":"Words of ${name}"`;
    give(
      response,
      200,
      body,
      `"result":{"protocolVersion":"2025-11-25","capabilities":${fixture.capabilities},${info}}`,
    );
  };
  const take = (one: Heard, response: ServerResponse): void => {
    if (one.httpMethod === 'DELETE') {
      fixture.sessions.delete(one.session!);
      response.writeHead(200).end();
    } else if (one.httpMethod === 'GET') {
      fixture.streams.set(one.session!, begin(response));
      fixture.onStream(one, response);
    } else if (!one.body.includes('"id"') || one.rpcMethod === '') {
      response.writeHead(202).end();
    } else {
      const result = fixture.answer(one, response);
      if (result !== undefined) give(response, 200, one.body, `"result":${result}`);
    }
  };
  const listening = await listen(server, port);
  const fixture: TalkingServer = {
    url: `${listening.url}/mcp`,
    heard,
    bodies: (rpcMethod) => heard.filter((one) => one.rpcMethod === rpcMethod).map(({ body }) => body),
    streams: new Map(),
    sessions: new Set(),
    capabilities: '{"tools":{"listChanged":true},"resources":{"subscribe":true},"logging":{}}',
    answer: () => '{}',
    onStream: () => {},
    close: () => listening.close(),
  };
  return fixture;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function give(response: ServerResponse, status: number, body: string, member: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`{"jsonrpc":"2.0","id":${idIn(body)},${member}}`);
} // prettier-ignore
