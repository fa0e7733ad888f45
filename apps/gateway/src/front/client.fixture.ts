import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { KEY } from './front.fixture.js';

/** Who reads a request: we, from the wire, or Node's HTTP library, to which one that ends its connection is left. */
export type Way = 'wire' | 'library';
let connection = 'close';

export function sendBy(way: Way): void {
  connection = way === 'wire' ? 'keep-alive' : 'close';
}

/** For requests that are made without {@link send}. */
export const connectionHeader = (): { connection: string } => ({ connection });

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Sends one request on a connection of its own, with the key and the type of a call. */
export function send(url: string, method: string, path: string, body: string | null, headers: Record<string, string> = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      `${url}${path}`,
      { method, headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', connection, ...headers }, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(parts).toString() }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
} // prettier-ignore

export interface RpcError {
  id: unknown;
  error: { code: number; message: string; data: { code: string; request_id: string } };
}
export const rpcErrorOf = (text: string) => JSON.parse(text) as RpcError;
export const rpc = (method: string, params: string, id = '1') =>
  `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`;
export const META =
  '"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}';
export const modern = (method: string, name?: string) => ({
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': method,
  ...(name === undefined ? {} : { 'mcp-name': name }),
});

/** Reads a stream until something is in it; what comes behind that can be read again. */
export async function readUntil(stream: Response, sought: RegExp): Promise<RegExpExecArray> {
  const reader = stream.body!.getReader();
  let text = '';
  for (;;) {
    const found = sought.exec(text);
    if (found) {
      reader.releaseLock();
      return found;
    }
    const { value, done } = await reader.read();
    if (done) throw new Error(`not in ${text}`);
    text += Buffer.from(value).toString();
  }
}
