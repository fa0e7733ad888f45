import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { MISBEHAVIOURS } from './faults.js';
import { listenLocally, type RunningFixture } from './listening.js';

export type Fault = keyof typeof MISBEHAVIOURS;
export const FAULTS = Object.keys(MISBEHAVIOURS) as Fault[];

export interface FaultUpstream extends RunningFixture {
  /** The address of a server that is sound but for its calls; with `always`, also its handshake is faulty. */
  urlOf(fault: Fault, options?: { always?: boolean }): string;
  /** `tools/call` requests that came in, by fault. */
  readonly calls: ReadonlyMap<string, number>;
}

const DISCOVERED =
  '{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"ttlMs":0,"cacheScope":"private"}';
const TOOLS =
  '{"resultType":"complete","tools":[{"name":"call","inputSchema":{"type":"object"}}],"ttlMs":0,"cacheScope":"private"}';

/**
 * An MCP server (2026-07-28) whose path says what goes wrong with each `tools/call`: `/hang`, `/reset`, …
 * `/hang/always` is faulty from the first request on.
 */
export async function startFaultUpstream(options: { port?: number } = {}): Promise<FaultUpstream> {
  const calls = new Map<string, number>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(request, response, Buffer.concat(parts).toString(), calls));
  });
  server.keepAliveTimeout = 60_000;
  const running = await listenLocally(server, { ...options, path: '/' });
  const urlOf: FaultUpstream['urlOf'] = (fault, { always = false } = {}) =>
    `${running.url}${fault}${always ? '/always' : ''}`;
  return { ...running, urlOf, calls };
}

function answer(request: IncomingMessage, response: ServerResponse, body: string, calls: Map<string, number>): void {
  const [, fault = '', always] = (request.url ?? '').split('/');
  const misbehave = MISBEHAVIOURS[fault as Fault];
  const id = /"id":\s*("[^"]*"|-?\d+)/.exec(body)?.[1] ?? 'null';
  const method = /"method":\s*"([^"]+)"/.exec(body)?.[1] ?? '';
  const isCall = method === 'tools/call';
  if (misbehave === undefined) response.writeHead(404).end();
  else if (isCall || always === 'always') {
    if (isCall) calls.set(fault, (calls.get(fault) ?? 0) + 1);
    const answerOf = (text: string) =>
      `{"jsonrpc":"2.0","id":${id},"result":{"resultType":"complete","content":[{"type":"text","text":"${text}"}]}}`;
    misbehave({ response, answerOf, body });
  } else if (method.startsWith('notifications/')) response.writeHead(202).end();
  else answerSoundly(response, method, id);
}

function answerSoundly(response: ServerResponse, method: string, id: string): void {
  const result = { 'server/discover': DISCOVERED, 'tools/list': TOOLS }[method];
  const outcome = result === undefined ? '"error":{"code":-32601,"message":"Method not found"}' : `"result":${result}`;
  const body = `{"jsonrpc":"2.0","id":${id},${outcome}}`;
  const status = result === undefined ? 404 : 200;
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
}
