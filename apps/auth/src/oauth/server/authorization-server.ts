import { SCOPE_ALL } from '@gatewayops/domain';
import { secretsEqual } from '@gatewayops/service';
import { Provider } from 'oidc-provider';
import type { IdentityAssertions } from '../issuers/identity-assertions.js';
import { secretDigest } from '../store/oauth-clients.js';
import { registerAssertions } from './assertion-grant.js';
import { providerConfiguration, type ProviderParts } from './provider-configuration.js';
import { OFFLINE_ACCESS } from './resources.js';
import { redirectMatches } from './redirect-uris.js';
import type { SigningKeys } from './signing-keys.js';

export type AuthorizationServerParts = Omit<ProviderParts, 'keys'> & {
  issuer: string;
  signingKeys: SigningKeys;
  assertions: IdentityAssertions;
};

/** What of the library's client we decide ourselves. */
interface DecidedClient {
  redirectUris: readonly string[];
  clientSecret?: string;
}

/** The built-in authorization server. Made anew when other keys sign; what it remembers is in the store. */
export class AuthorizationServer {
  private made: { provider: Provider; version: string } | null = null;

  constructor(private readonly parts: AuthorizationServerParts) {}

  get issuer(): string {
    return this.parts.issuer;
  }

  get provider(): Provider {
    const keys = this.parts.signingKeys.current;
    if (this.made?.version !== keys.version) {
      this.made = { provider: providerOf(this.parts, { ...this.parts, keys }), version: keys.version };
    }
    return this.made.provider;
  }
}

/** What the library says of itself and we do not offer. */
const OFFERED = {
  scopes_supported: [SCOPE_ALL, OFFLINE_ACCESS],
  response_modes_supported: ['query'],
  // Identity Assertion JWT Authorization Grant, Resource Authorization Server Metadata.
  authorization_grant_profiles_supported: ['urn:ietf:params:oauth:grant-profile:id-jag'],
};

function providerOf({ issuer, assertions }: AuthorizationServerParts, parts: ProviderParts): Provider {
  const provider = new Provider(issuer, providerConfiguration(parts));
  registerAssertions(provider, assertions, parts.clients);
  // Addresses in answers are those of PUBLIC_URL, which the routes put into the headers that this believes.
  provider.proxy = true;
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.oidc?.route === 'discovery') ctx.body = { ...(ctx.body as object), ...OFFERED };
  });
  Object.assign(provider.Client.prototype, {
    redirectUriAllowed(this: DecidedClient, uri: string): boolean {
      return this.redirectUris.some((registered) => redirectMatches(registered, uri));
    },
    compareClientSecret(this: DecidedClient, given: string): boolean {
      return this.clientSecret !== undefined && secretsEqual(this.clientSecret, secretDigest(given));
    },
  });
  return provider;
}
