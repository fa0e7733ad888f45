import type { GatewayOpsError } from '@gatewayops/contracts';
import { bodyCutOff, bodyTooLarge } from '@gatewayops/service';
import type { IncomingMessage } from 'node:http';

/**
 * Reads a request's whole body. 413 `payload_too_large` beyond `bytesMax`, before it was read where its length is
 * declared; 400 `bad_request` when it is cut off. A body that does not arrive in time is cut off by the HTTP server.
 */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Its client may have left while the key was looked up: then no event of it is to come.
    if (request.destroyed) return reject(bodyCutOff());
    if (Number(request.headers['content-length'] ?? 0) > bytesMax) return reject(tooLarge(request, bytesMax));
    let only: Buffer | null = null;
    let chunks: Buffer[] | null = null;
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytesMax) reject(tooLarge(request, bytesMax));
      else if (only === null) only = chunk;
      else (chunks ??= [only]).push(chunk);
    });
    request.once('end', () => resolve(chunks === null ? (only ?? Buffer.alloc(0)) : Buffer.concat(chunks)));
    request.once('close', () => {
      // Every request closes in the end, and an error made for nothing costs more than reading the body did.
      if (!request.readableEnded) reject(bodyCutOff());
    });
  });
}

function tooLarge(request: IncomingMessage, bytesMax: number): GatewayOpsError {
  request.removeAllListeners('data');
  request.resume();
  return bodyTooLarge(bytesMax);
}
