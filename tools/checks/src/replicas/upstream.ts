import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from './messages.js';
import {
  argumentsOf, CAPABILITIES, elicitation, INFO, message, metaOf, PROGRESS_STEPS, progressOf, TICK_MS, TOOLS, updated, workText,
} from './serving.js'; // prettier-ignore
import { UpstreamSession } from './upstream-session.js';

const CACHEABLE = { ttlMs: 3_600_000, cacheScope: 'private' };
const SUBSCRIPTION_ID = 'io.modelcontextprotocol/subscriptionId';

const OLD_PATH = '/old';

/** A server of both eras, at another path of the older one alone, that keeps what it told its sessions. */
export class Upstream {
  readonly sessions = new Map<string, UpstreamSession>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Upstream> {
    const server = createServer((request, response) => void upstream.answer(request, response));
    const upstream = new Upstream(server);
    server.keepAliveTimeout = 600_000;
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/mcp`;
  }

  /** Where it speaks the older revisions only. */
  get oldUrl(): string {
    return new URL(OLD_PATH, this.url).href;
  }

  /** Tells no more. */
  hush(): void {
    for (const session of this.sessions.values()) session.end();
  }

  async stop(): Promise<void> {
    for (const session of this.sessions.values()) session.close();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? this.sessions.get(id) : undefined;
    if (request.method === 'GET') {
      const last = request.headers['last-event-id'];
      if (!known) return void response.writeHead(404).end();
      return known.listen(typeof last === 'string' ? last : null, response);
    }
    if (request.method === 'DELETE') return void response.writeHead(204).end();
    const one = JSON.parse(Buffer.concat(parts).toString()) as Message;
    if (request.headers['mcp-protocol-version'] === '2026-07-28') {
      return request.url === OLD_PATH ? refuse(one, response) : this.modern(one, response);
    }
    if (one.method === 'initialize') return this.open(one, response);
    if (!known) return void response.writeHead(404).end();
    known.take(one, response);
  }

  private open(one: Message, response: ServerResponse): void {
    const session = new UpstreamSession(randomUUID());
    this.sessions.set(session.id, session);
    response.setHeader('mcp-session-id', session.id);
    session.take(one, response);
  }

  private modern(one: Message, response: ServerResponse): void {
    const { id, method } = one;
    const give = (result: object): void => {
      const body = message({ id, result: { resultType: 'complete', ...result } });
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    };
    if (id === undefined) return void response.writeHead(202).end();
    if (method === 'server/discover') {
      return give({ supportedVersions: ['2026-07-28'], capabilities: CAPABILITIES, serverInfo: INFO, ...CACHEABLE });
    }
    if (method === 'tools/list') return give({ tools: TOOLS, ...CACHEABLE });
    if (method === 'subscriptions/listen') return listen(one, response);
    if (method === 'tools/call') return this.call(one, response, give);
    refuse(one, response);
  }

  private call(one: Message, response: ServerResponse, give: (result: object) => void): void {
    const { tag, n } = argumentsOf(one);
    const answers = one.params?.['inputResponses'] as Record<string, { content?: { answer?: string } }> | undefined;
    const requestState = `${String(tag)} ${String(n)}`;
    if (!answers) {
      return give({ resultType: 'input_required', inputRequests: { ask: elicitation(String(tag)) }, requestState });
    }
    const isOwn = one.params?.['requestState'] === requestState;
    const text = workText(String(tag), n, isOwn ? answers['ask']?.content?.answer : 'another state');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    void (async () => {
      for (let step = 1; step <= PROGRESS_STEPS; step++) {
        response.write(`data: ${message(progressOf(metaOf(one)['progressToken'], step))}\n\n`);
        await delay(20);
      }
      const result = { resultType: 'complete', content: [{ type: 'text', text }] };
      response.end(`data: ${message({ id: one.id, result })}\n\n`);
    })();
  }
}

function refuse({ id }: Message, response: ServerResponse): void {
  const error = { code: -32601, message: 'no' };
  response.writeHead(404, { 'content-type': 'application/json' }).end(message({ id, error }));
}

function listen({ id, params }: Message, response: ServerResponse): void {
  const notifications = params?.['notifications'] as { resourceSubscriptions?: string[] } | undefined;
  const [uri = ''] = notifications?.resourceSubscriptions ?? [];
  const meta = { [SUBSCRIPTION_ID]: id };
  const say = (body: object): boolean => response.write(`data: ${message(body)}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  say({
    method: 'notifications/subscriptions/acknowledged',
    params: { notifications: { resourceSubscriptions: [uri] }, _meta: meta },
  });
  const source = randomUUID();
  let n = 0;
  const timer = setInterval(() => say(updated(uri, ++n, source, meta)), TICK_MS);
  response.on('close', () => clearInterval(timer));
}
