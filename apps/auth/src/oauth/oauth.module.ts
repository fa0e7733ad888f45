import { hkdfSync } from 'node:crypto';
import { addressGuard } from '@gatewayops/mcp';
import { guardedFetch } from '@gatewayops/oauth-client';
import { TenantTransactions } from '@gatewayops/postgres';
import { Redis } from '@gatewayops/redis';
import { Logger, SecretBox, ShutdownHooks } from '@gatewayops/service';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { PersonAccesses } from '../access/person-access.js';
import type { AuthEnvironment } from '../env.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { startOAuthSweep } from './oauth-sweep.js';
import { OrganizationClientsService } from './clients/organization-clients.service.js';
import { AssertedTokens } from './issuers/asserted-tokens.js';
import { AssertionProofs } from './issuers/assertion-proofs.js';
import { IdentityAssertions } from './issuers/identity-assertions.js';
import { IssuerJudge } from './issuers/issuer-judge.js';
import { ISSUER_FETCH, ISSUER_FETCH_LIMITS, IssuerKeys } from './issuers/issuer-keys.js';
import { IssuerRules } from './issuers/issuer-rules.js';
import { IssuerSubjects } from './issuers/issuer-subjects.js';
import { IssuerTokens } from './issuers/issuer-tokens.js';
import { IssuerChanges, TokenIssuersService } from './issuers/token-issuers.service.js';
import { InteractionController } from './pages/interaction.controller.js';
import { InteractionsService } from './pages/interactions.service.js';
import { PlaygroundTokens } from './playground/playground-tokens.js';
import { AuthorizationServer } from './server/authorization-server.js';
import { RegistrationLimit } from './server/registration-limit.js';
import { Resources } from './server/resources.js';
import { SigningKeys } from './server/signing-keys.js';
import { GrantsService } from './store/grants.service.js';
import { OAuthClients } from './store/oauth-clients.js';
import { OAuthStore } from './store/oauth-store.js';
import { ForeignTokens } from './tokens/foreign-tokens.js';
import { TokenValidator } from './tokens/token-validator.js';

/** Of a client's metadata document, or its key set: small, and somebody waits for it. */
const DOCUMENT = { timeoutMs: 4_000, bodyBytesMax: 65_536, redirectsMax: 0 };

/** The built-in authorization server, and who its tokens stand for. */
@Module({})
export class OAuthModule {
  static of(environment: AuthEnvironment): DynamicModule {
    const { MASTER_KEY, MASTER_KEYS_PREVIOUS, GATEWAY_PUBLIC_URL } = environment;
    const keys = {
      provide: SigningKeys,
      inject: [TenantTransactions, Logger, ShutdownHooks],
      useFactory: async (tenants: TenantTransactions, logger: Logger, shutdown: ShutdownHooks) => {
        const made = new SigningKeys(tenants, new SecretBox(MASTER_KEY, MASTER_KEYS_PREVIOUS), logger);
        await made.start(shutdown);
        startOAuthSweep(tenants, logger, shutdown);
        return made;
      },
    };
    const server = {
      provide: AuthorizationServer,
      inject: [SigningKeys, OAuthStore, OAuthClients, Resources, PersonAccesses, IdentityAssertions],
      useFactory: (...parts: ServerParts) => createServer(environment, parts),
    };
    const registrationLimit = {
      provide: RegistrationLimit,
      inject: [Redis],
      useFactory: (redis: Redis) => new RegistrationLimit(redis, environment.OAUTH_REGISTRATIONS_PER_MINUTE),
    };
    return {
      module: OAuthModule,
      controllers: [InteractionController],
      providers: [
        keys,
        server,
        { provide: Resources, useValue: new Resources(GATEWAY_PUBLIC_URL) },
        OrganizationsService,
        GrantsService,
        PlaygroundTokens,
        OAuthClients,
        OAuthStore,
        InteractionsService,
        registrationLimit,
        ...issuerProviders(environment),
        ForeignTokens,
        TokenValidator,
        OrganizationClientsService,
      ],
      exports: [
        PlaygroundTokens,
        TokenIssuersService,
        OrganizationClientsService,
        GrantsService,
        TokenValidator,
        AuthorizationServer,
        RegistrationLimit,
      ],
    };
  }
}

type ServerParts = [SigningKeys, OAuthStore, OAuthClients, Resources, PersonAccesses, IdentityAssertions];

/** Authorization servers of the organisations' own, by addresses that they name. */
function issuerProviders({ PUBLIC_URL, UPSTREAM_PRIVATE_RANGES: privateRanges }: AuthEnvironment): Provider[] {
  const addresses = addressGuard({ privateRanges });
  const fetch = guardedFetch({ ...ISSUER_FETCH_LIMITS, addresses, allowHttp: privateRanges === 'allow' });
  return [
    { provide: ISSUER_FETCH, useValue: fetch },
    { provide: IssuerRules, useValue: new IssuerRules(PUBLIC_URL) },
    IssuerKeys,
    IssuerTokens,
    IssuerSubjects,
    IssuerJudge,
    IssuerChanges,
    TokenIssuersService,
    AssertedTokens,
    AssertionProofs,
    IdentityAssertions,
  ];
}

function createServer(
  { PUBLIC_URL, MASTER_KEY, MASTER_KEYS_PREVIOUS, UPSTREAM_PRIVATE_RANGES, OAUTH_REGISTRATION }: AuthEnvironment,
  [signingKeys, store, clients, resources, accesses, assertions]: ServerParts,
): AuthorizationServer {
  const fetchDocument = guardedFetch({
    ...DOCUMENT,
    addresses: addressGuard({ privateRanges: UPSTREAM_PRIVATE_RANGES }),
    allowHttp: false,
  });
  return new AuthorizationServer({
    issuer: PUBLIC_URL,
    signingKeys,
    assertions,
    store,
    clients,
    resources,
    registration: OAUTH_REGISTRATION,
    secure: PUBLIC_URL.startsWith('https:'),
    cookieKeys: [MASTER_KEY, ...MASTER_KEYS_PREVIOUS].map(cookieKeyFrom),
    accessOf: ({ orgId, userId }) => accesses.of(orgId, userId),
    fetchDocument: ((url: string) => fetchDocument(url)) as typeof fetch,
  });
}

/** All replicas sign cookies alike, with a key that is good for nothing else. */
const cookieKeyFrom = (masterKey: Buffer): string =>
  Buffer.from(hkdfSync('sha256', masterKey, '', 'gatewayops oauth cookies', 32)).toString('base64url');
