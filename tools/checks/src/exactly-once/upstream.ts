import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const BODY_BYTES_MAX = 1024 * 1024;
const TOOL = { name: 'lookup', description: 'Looks an order up', inputSchema: { type: 'object' } };
const CACHEABLE = { ttlMs: 3_600_000, cacheScope: 'private' };

const RESULTS: Record<string, object> = {
  'server/discover': { supportedVersions: ['2026-07-28'], capabilities: { tools: {} }, ...CACHEABLE },
  'tools/list': { tools: [TOOL], ...CACHEABLE },
};

/** An MCP server (2026-07-28) that answers a call after 5 to 25 ms, so that calls are under way when something dies. */
export class Upstream {
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Upstream> {
    const server = createServer((request, response) => {
      void answer(request).then(
        (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(body),
        () => response.destroy(),
      );
    });
    server.keepAliveTimeout = 600_000;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new Upstream(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/mcp`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

async function answer(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > BODY_BYTES_MAX) throw new Error('too large');
  }
  const { id, method } = JSON.parse(body) as { id: unknown; method: string };
  if (method === 'tools/call') await delay(5 + Math.random() * 20);
  const result = RESULTS[method] ?? { content: [{ type: 'text', text: 'Order 48213 left at 14:52.' }] };
  return JSON.stringify({ jsonrpc: '2.0', id, result: { resultType: 'complete', ...result } });
}
