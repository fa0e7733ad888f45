import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Provider, type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { memoryAdapter } from './memory-adapter.js';
import { listenLocally } from '../fixture-mcp-servers/listening.js';

export interface AuthorizationServerOptions {
  clients?: ClientMetadata[];
  /** Seconds that an access token lasts. */
  accessTokenSeconds?: number;
  /** Whether a refresh gives a new refresh token; one that was used then ends the grant when it comes again. */
  rotates?: boolean;
  /** Whether a refresh token that comes again gets the answer again that it got before: for who lost that. */
  repeatsAnswers?: boolean;
  /** Whether anybody may register as a client. */
  registers?: boolean;
  /** Between its origin and its endpoints; with a slash before it. */
  path?: string;
  /** Changes the metadata that it publishes. */
  metadata?: (metadata: Record<string, unknown>) => Record<string, unknown>;
}

/** Waits as long as the test wants, before or after the server has acted. */
export type Hold = (when: 'before' | 'after', grantType: string) => Promise<void> | void;

/** A certified authorization server, whose person says yes to everything. */
export interface RunningAuthorizationServer {
  readonly issuer: string;
  /** How often tokens were asked for, by grant; and how often with success. */
  readonly asked: Map<string, number>;
  readonly granted: Map<string, number>;
  /** Refresh tokens that came again after they had been used. */
  reuses: number;
  /** Tokens that it was told to forget. */
  revoked: number;
  hold: Hold;
  /** Whether an access token is good right now; and for what. */
  verify(accessToken: string): Promise<{ audience: string; accountId: string | null } | null>;
  /** Ends every access token that was given so far. */
  endAccessTokens(): void;
  close(): Promise<void>;
}

/** One for all: making it takes longer than the server itself. */
const KEY = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig' };
const METADATA = /\/\.well-known\/(oauth-authorization-server|openid-configuration)/;

/** `oidc-provider` on 127.0.0.1. Tokens are bound to the `resource` that was asked for (RFC 8707). */
export async function startAuthorizationServer(
  options: AuthorizationServerOptions = {},
): Promise<RunningAuthorizationServer> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => handle(request, response));
  const { path = '' } = options;
  const running = await listenLocally(server, { path });
  const issuer = running.url;
  const provider = new Provider(issuer, configurationOf(options));
  const issued = new Set<string>();
  const ended = new Set<string>();
  const answers = new Map<string, unknown>();
  const state: RunningAuthorizationServer = {
    issuer,
    asked: new Map(),
    granted: new Map(),
    reuses: 0,
    revoked: 0,
    hold: () => undefined,
    async verify(accessToken) {
      const token = await provider.AccessToken.find(accessToken);
      const found = token ?? (await provider.ClientCredentials.find(accessToken));
      if (!found || found.isExpired || ended.has(accessToken)) return null;
      return { audience: String(found.aud ?? ''), accountId: token?.accountId ?? null };
    },
    endAccessTokens() {
      for (const token of issued) ended.add(token);
    },
    close: running.close,
  };
  provider.use(watch(state, options, issued, answers));
  provider.on('grant.error', (ctx, error) => {
    if (ctx.oidc.params?.['grant_type'] === 'refresh_token' && /already used/.test(error.error_detail ?? '')) state.reuses++;
  });
  const callback = provider.callback();
  const serve = async (request: IncomingMessage, response: ServerResponse, again: typeof answers | null) => {
    if (again !== null && (await repeat(request, response, again))) return;
    await callback(request, response);
  };
  handle = (request, response) => {
    if (request.url?.startsWith(`${path}/interaction/`)) return void agree(provider, request, response);
    if (path !== '') request.url = unmounted(request.url ?? '/', path);
    const again = options.repeatsAnswers === true && request.url?.endsWith('/token') ? answers : null;
    serve(request, response, again).catch(() => response.destroy());
  };
  return state;
} // prettier-ignore

/** Gives an answer again to a refresh token that was used. Reads the request, and leaves it as a parser would. */
async function repeat(request: IncomingMessage, response: ServerResponse, answers: Map<string, unknown>) {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const parameters = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
  const known = answers.get(parameters['refresh_token'] ?? '');
  Object.assign(request, { body: parameters });
  if (known === undefined) return false;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(known));
  return true;
}

/** A provider that is mounted below a path publishes its metadata where RFC 8414 has it, too. */
function unmounted(url: string, path: string): string {
  const inserted = METADATA.exec(url);
  if (inserted && url.endsWith(path)) return inserted[0];
  return url.startsWith(path) ? url.slice(path.length) || '/' : '/404';
}

function watch(
  state: RunningAuthorizationServer,
  { metadata }: AuthorizationServerOptions,
  issued: Set<string>,
  answers: Map<string, unknown>,
) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    const isToken = ctx.path.endsWith('/token') && ctx.method === 'POST';
    if (isToken) await state.hold('before', '');
    // Who is gone by now is not served: its request might as well not have come.
    if (isToken && ctx.req.socket.destroyed) return;
    await next();
    if (METADATA.test(ctx.path) && metadata) ctx.body = metadata(ctx.body as Record<string, unknown>);
    if (ctx.path.endsWith('/token/revocation') && ctx.status === 200) state.revoked++;
    if (!isToken) return;
    const params = ctx.oidc?.params ?? {};
    const grant = String(params['grant_type'] ?? '');
    const used = String(params['refresh_token'] ?? '');
    if (ctx.status === 200) {
      issued.add((ctx.body as { access_token: string }).access_token);
      answers.set(used, ctx.body);
    }
    state.asked.set(grant, (state.asked.get(grant) ?? 0) + 1);
    if (ctx.status === 200) state.granted.set(grant, (state.granted.get(grant) ?? 0) + 1);
    await state.hold('after', grant);
  };
}

function configurationOf(options: AuthorizationServerOptions): Configuration {
  const { accessTokenSeconds = 3600, rotates = true, registers = false, clients = [] } = options;
  return {
    adapter: memoryAdapter(),
    clients,
    jwks: { keys: [KEY as never] },
    scopes: ['openid', 'offline_access', 'mcp'],
    pkce: { required: () => true },
    rotateRefreshToken: rotates,
    issueRefreshToken: async () => true,
    findAccount: async (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    cookies: { keys: [randomUUID()] },
    ttl: { AccessToken: accessTokenSeconds, ClientCredentials: accessTokenSeconds, RefreshToken: 86_400, Grant: 86_400, Session: 86_400, Interaction: 600, IdToken: 3_600, AuthorizationCode: 60 },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: async () => true },
      registration: { enabled: registers },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => [],
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => ({
          scope: 'mcp', audience: resource, accessTokenFormat: 'opaque', accessTokenTTL: accessTokenSeconds,
        }),
      },
    },
  };
} // prettier-ignore

/** Signs the person in whom the cookie `person` names, and consents to all that is asked for. */
async function agree(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  const accountId = session?.accountId ?? /person=([a-z0-9-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'somebody';
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId } });
  }
  const clientId = String(params['client_id']);
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant = known ?? new provider.Grant({ accountId, clientId });
  const details = prompt.details as { missingOIDCScope?: string[]; missingResourceScopes?: Record<string, string[]> };
  if (details.missingOIDCScope) grant.addOIDCScope(details.missingOIDCScope.join(' '));
  for (const [resource, scopes] of Object.entries(details.missingResourceScopes ?? {})) {
    grant.addResourceScope(resource, scopes.join(' '));
  }
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}
