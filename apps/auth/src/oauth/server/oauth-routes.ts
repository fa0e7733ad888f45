import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { AuthorizationServer } from './authorization-server.js';
import { OAUTH_PATHS } from './provider-configuration.js';
import type { RegistrationLimit } from './registration-limit.js';

/** Parts of OpenID Connect that we do not offer: they would be refused rather than be without effect. */
const NOT_OFFERED = [
  'nonce', 'max_age', 'acr_values', 'claims', 'claims_locales', 'id_token_hint', 'ui_locales', 'response_mode',
]; // prettier-ignore

/** What an authorization server answers to pages of any origin: nothing of it goes by cookies (RFC 6749, section 3.2). */
const FOR_ANY_ORIGIN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'WWW-Authenticate, Retry-After',
  'cross-origin-resource-policy': 'cross-origin',
};
const PREFLIGHT = {
  ...FOR_ANY_ORIGIN,
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'Authorization, Content-Type, MCP-Protocol-Version',
  'access-control-max-age': '3600',
};

/** Routes of the mounted library, each with who may call it: nobody needs a credential of ours there. */
export const OAUTH_ROUTES: readonly { path: string; method: HTTPMethods; reason: string }[] = [
  { path: '/.well-known/oauth-authorization-server', method: 'GET', reason: 'metadata that clients discover (RFC 8414)' },
  { path: '/.well-known/openid-configuration', method: 'GET', reason: 'the same, where OpenID clients look' },
  { path: OAUTH_PATHS.jwks, method: 'GET', reason: 'public keys' },
  { path: OAUTH_PATHS.token, method: 'POST', reason: 'clients authenticate there themselves (RFC 6749, section 3.2)' },
  { path: OAUTH_PATHS.revocation, method: 'POST', reason: 'clients give tokens back (RFC 7009)' },
  { path: OAUTH_PATHS.registration, method: 'POST', reason: 'clients register themselves (RFC 7591), limited by address' },
]; // prettier-ignore

const BROWSER_ROUTES = [OAUTH_PATHS.authorization, `${OAUTH_PATHS.authorization}/:uid`] as const;

/** Mounts the authorization server. Called before the service listens. */
export function registerOAuth(fastify: FastifyInstance, server: AuthorizationServer, limit: RegistrationLimit): void {
  const forward = forwarder(server);
  void fastify.register(async (scope) => {
    // The library reads bodies itself, and at most 56 KiB.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const url of BROWSER_ROUTES) {
      scope.get(url, (request, reply) => {
        withoutWhatWeLack(request);
        forward(request, reply);
      });
    }
    for (const { path: url, method } of OAUTH_ROUTES) {
      const config = { crossSite: true };
      scope.route({
        method,
        url,
        config,
        handler: async (request, reply) => {
          void reply.headers(FOR_ANY_ORIGIN);
          if (url === OAUTH_PATHS.registration && !(await limit.admits(request.ip))) return refuse(reply);
          forward(request, reply);
          return reply;
        },
      });
      scope.options(url, { config }, (_request, reply) => reply.code(204).headers(PREFLIGHT).send());
    }
  });
}

function refuse(reply: FastifyReply): FastifyReply {
  const body = { error: 'temporarily_unavailable', error_description: 'too many registrations, try again in a minute' };
  return reply.code(429).header('retry-after', '60').send(body);
}

/** Hands a request to the library as one for PUBLIC_URL, whatever name it came by; keeps what each answer of ours carries. */
function forwarder(server: AuthorizationServer) {
  const { protocol, host } = new URL(server.issuer);
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const { raw } = request;
    raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    raw.headers['x-forwarded-host'] = host;
    raw.headers.host = host;
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    reply.raw.setHeader('cache-control', 'no-store');
    reply.hijack();
    void server.provider.callback()(raw, reply.raw);
  };
}

function withoutWhatWeLack({ raw }: FastifyRequest): void {
  const [path = '', query] = (raw.url ?? '').split('?', 2);
  if (query === undefined) return;
  const parameters = new URLSearchParams(query);
  for (const name of NOT_OFFERED) parameters.delete(name);
  const scope = parameters.get('scope')?.split(' ').filter((one) => one !== 'openid').join(' '); // prettier-ignore
  if (scope === '') parameters.delete('scope');
  else if (scope !== undefined) parameters.set('scope', scope);
  raw.url = `${path}?${parameters.toString()}`;
}
