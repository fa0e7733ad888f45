import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { buildFixtureServer } from '../fixture-mcp-servers/modern-server.js';
import { serve } from '../fixture-mcp-servers/start-dual-era-server.js';
import { listenLocally, type RunningFixture } from '../fixture-mcp-servers/listening.js';

export interface ProtectedServerOptions {
  issuer: string;
  /** Who may call with an access token, and for whom it was made. */
  verify(accessToken: string): Promise<{ audience: string; accountId: string | null } | null>;
  /** Of the metadata, instead of its own. */
  resource?: string;
}

export interface ProtectedServer extends RunningFixture {
  /** Requests that were refused with 401, and those that were let in, by whose token. */
  refused: number;
  readonly admitted: Map<string, number>;
}

/** A server of both eras that takes bearer tokens made for it, and says where to get one (RFC 9728). */
export async function startProtectedServer(options: ProtectedServerOptions): Promise<ProtectedServer> {
  const handler = createMcpHandler(() => buildFixtureServer());
  const state = { refused: 0, admitted: new Map<string, number>() };
  let url = '';
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/.well-known/oauth-protected-resource/mcp') {
      const { issuer, resource = url } = options;
      const metadata = { resource, authorization_servers: [issuer], scopes_supported: ['mcp'] };
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(metadata));
    }
    if (request.url !== '/mcp') return void response.writeHead(404).end();
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const verdict = token === undefined ? null : await options.verify(token);
    if (verdict?.audience !== url) return refuse(response);
    const whose = verdict.accountId ?? 'client';
    state.admitted.set(whose, (state.admitted.get(whose) ?? 0) + 1);
    await serve(request, response, (asked) => handler.fetch(asked));
  }

  function refuse(response: ServerResponse): void {
    state.refused++;
    const metadata = `${new URL(url).origin}/.well-known/oauth-protected-resource/mcp`;
    response.writeHead(401, { 'www-authenticate': `Bearer resource_metadata="${metadata}", scope="mcp"` }).end();
  }

  const running = await listenLocally(server, { path: '/mcp' });
  ({ url } = running);
  const close = async (): Promise<void> => {
    await handler.close();
    await running.close();
  };
  return Object.assign(state, { ...running, close });
}
