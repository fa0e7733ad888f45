import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { QueryError } from './query-error.js';

export interface RequestBody {
  content: Buffer;
  /** Fields of a multipart form; the client sends long query parameters so. */
  fields: ReadonlyMap<string, string>;
}

/**
 * The whole body, unpacked. The limit holds for what comes out of a gzip too.
 * @throws QueryError 307 past the limit, 36 for an encoding that is not read here.
 */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<RequestBody> {
  const content = await collect(unpacked(request), bytesMax);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { content, fields: new Map() };
  const form = await new Response(new Uint8Array(content), { headers: { 'content-type': type } }).formData();
  const fields = [...form].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return { content: Buffer.alloc(0), fields: new Map(fields) };
}

function unpacked(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return request;
  if (encoding !== 'gzip')
    throw new QueryError(36, 'BAD_ARGUMENTS', `Content-Encoding ${encoding.slice(0, 20)} is not read here, gzip is`);
  const gunzip = createGunzip();
  request.once('error', (error) => gunzip.destroy(error));
  request.once('aborted', () => gunzip.destroy(new Error('The caller went away')));
  return request.pipe(gunzip);
}

async function collect(stream: Readable, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax)
      throw new QueryError(307, 'TOO_MANY_BYTES', `A request body may have at most ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
