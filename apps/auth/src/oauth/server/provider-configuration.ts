import { randomBytes } from 'node:crypto';
import {
  errors,
  type ClientMetadata,
  type Configuration,
  type KoaContextWithOIDC,
  type ResourceServer,
} from 'oidc-provider';
import type { PersonAccess } from '@gatewayops/contracts';
import { DYNAMIC_PREFIX, type OAuthClients } from '../store/oauth-clients.js';
import type { OAuthStore } from '../store/oauth-store.js';
import { accountOf, type Account } from './account.js';
import { errorPage } from './error-page.js';
import { alwaysOurPages } from './interaction-policy.js';
import { refuseRedirectUris } from './redirect-uris.js';
import { OFFLINE_ACCESS, scopesWanted, type Resources } from './resources.js';
import { SIGNING_ALGORITHM, type SigningKeySet } from './signing-keys.js';
import { addClaims } from './token-claims.js';

/** Paths of the authorization server, below the issuer. */
export const OAUTH_PATHS = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  registration: '/oauth/register',
  revocation: '/oauth/revoke',
  jwks: '/oauth/jwks',
} as const;

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
export const GRANT_SECONDS = 365 * DAY_SECONDS;
/** Documents of clients are asked for at most this often (Client ID Metadata Document, section on caching). */
const DOCUMENT_SECONDS = { min: 60, max: DAY_SECONDS };

export interface ProviderParts {
  store: OAuthStore;
  clients: OAuthClients;
  resources: Resources;
  keys: SigningKeySet;
  /** Sign the cookies of an authorization that is under way. */
  cookieKeys: string[];
  secure: boolean;
  registration: 'open' | 'closed';
  /** Null for who may not do anything in the organisation any more. */
  accessOf: (account: Account) => Promise<PersonAccess | null>;
  /** Fetches a client's own document, and nothing of our own network. */
  fetchDocument: typeof fetch;
}

/** How `oidc-provider` is set up: OAuth 2.1 for MCP, with our store, our pages and our tokens. No OpenID Connect. */
export function providerConfiguration(parts: ProviderParts): Configuration {
  const { store, clients, cookieKeys, secure } = parts;
  const cookie = { httpOnly: true, sameSite: 'lax', secure, signed: true, path: '/' } as const;
  return {
    adapter: (model) => store.adapterFor(model),
    jwks: { keys: [...parts.keys.keys] } as NonNullable<Configuration['jwks']>,
    cookies: {
      keys: cookieKeys,
      long: cookie,
      short: cookie,
      names: { interaction: 'gwo_oauth_interaction', resume: 'gwo_oauth_resume', session: 'gwo_oauth_session' },
    },
    routes: OAUTH_PATHS,
    interactions: { policy: alwaysOurPages(), url: (_ctx, interaction) => `/oauth/interaction/${interaction.uid}` },
    features: featuresOf(parts),
    scopes: [OFFLINE_ACCESS],
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    clientDefaults: {
      id_token_signed_response_alg: SIGNING_ALGORITHM,
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
    },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    ttl: {
      AccessToken: HOUR_SECONDS,
      ClientCredentials: HOUR_SECONDS,
      AuthorizationCode: 60,
      Interaction: 15 * 60,
      RefreshToken: 30 * DAY_SECONDS,
      Grant: GRANT_SECONDS,
      Session: 15 * 60,
      IdToken: 60,
    },
    findAccount: async (_ctx, accountId) => {
      const account = accountOf(accountId);
      if ((await parts.accessOf(account)) === null) return undefined;
      return { accountId, claims: () => ({ sub: account.userId }) };
    },
    formats: { customizers: { jwt: addClaims((id) => clients.organizationOf(id)) as never } },
    // A property that nobody sends: what looks at the others runs because of it.
    extraClientMetadata: {
      properties: ['gatewayops'],
      validator: (_ctx, _property, _value, metadata) => checkMetadata(metadata),
    },
    clientBasedCORS: () => true,
    renderError: (ctx, out) => errorPage(ctx, out),
    fetch: parts.fetchDocument,
  };
}

/**
 * Looks at what a client says of itself before the library does. The scopes that it says it will ask for bind nobody
 * (RFC 7591, section 2), and ours cannot be listed: people grant each by itself.
 */
function checkMetadata(metadata: ClientMetadata): void {
  refuseRedirectUris(metadata['redirect_uris']);
  delete metadata['scope'];
}

function featuresOf({ resources, registration }: ProviderParts): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true, allowedPolicy: () => true },
    registration: {
      enabled: registration === 'open',
      initialAccessToken: false,
      issueRegistrationAccessToken: false,
      idFactory: () => DYNAMIC_PREFIX + randomBytes(24).toString('base64url'),
      secretFactory: () => randomBytes(32).toString('base64url'),
    },
    clientIdMetadataDocument: { enabled: true, ack: 'draft-02', cacheDuration: DOCUMENT_SECONDS } as never,
    resourceIndicators: {
      enabled: true,
      defaultResource: (_ctx, _client, oneOf) => oneOf?.[0] ?? resources.everything.uri,
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, resource) => resourceServerOf(ctx, resource, resources),
    },
  };
}

/** The endpoint that a token is asked for, with the scopes that it knows among those that were asked for, now or before. */
function resourceServerOf(ctx: KoaContextWithOIDC, resource: string, resources: Resources): ResourceServer {
  const endpoint = resources.find(resource);
  if (endpoint === null) throw new errors.InvalidTarget('there is no such MCP endpoint');
  const { params, entities } = ctx.oidc;
  if (params !== undefined && params['grant_type'] === undefined) widen(params, endpoint);
  if (params?.['grant_type'] === 'client_credentials') widen(params, endpoint);
  const asked = [params?.['scope'], entities.AuthorizationCode?.scope, entities.RefreshToken?.scope];
  const scopes = asked.flatMap((scope) => (typeof scope === 'string' ? scope.split(' ') : []));
  return {
    scope: scopesWanted(endpoint, scopes).join(' '),
    audience: endpoint.uri,
    accessTokenTTL: HOUR_SECONDS,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: SIGNING_ALGORITHM } },
  };
}

/** Clients that ask for nothing of the endpoint's mean to use it. */
function widen(params: Record<string, unknown>, endpoint: Parameters<typeof scopesWanted>[0]): void {
  const asked = typeof params['scope'] === 'string' ? params['scope'].split(' ') : [];
  params['scope'] = scopesWanted(endpoint, asked).join(' ');
}
