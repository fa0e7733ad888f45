import { ACCESS_TOKEN_CHARS_MAX } from '@gatewayops/contracts';
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import type { IdentityAssertions } from '../issuers/identity-assertions.js';
import { JWT_BEARER, type OAuthClients } from '../store/oauth-clients.js';

const PARAMETERS = ['assertion', 'scope', 'resource'];

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * Has the token endpoint take assertions of organisations' providers (RFC 7523, section 2.1), from clients that prove who they
 * are: a public one asks its person on our page (Identity Assertion JWT Authorization Grant, Client Authentication).
 */
export function registerAssertions(provider: Provider, assertions: IdentityAssertions, clients: OAuthClients): void {
  const exchange = async (ctx: KoaContextWithOIDC): Promise<void> => {
    const { client, params } = ctx.oidc;
    if (client === undefined || client.clientAuthMethod === 'none')
      throw new errors.UnauthorizedClient('a client has to prove who it is to use assertions');
    const assertion = textOf(params?.['assertion']);
    if (assertion === null || assertion.length > ACCESS_TOKEN_CHARS_MAX)
      throw new errors.InvalidRequest('there is no assertion, or it is too long');
    if (Array.isArray(params?.['resource'])) throw new errors.InvalidTarget('name one resource');
    ctx.body = await assertions.exchange(provider.issuer, {
      assertion,
      clientId: client.clientId,
      clientOrgId: await clients.organizationOf(client.clientId),
      resource: textOf(params?.['resource']),
      scope: textOf(params?.['scope']),
    });
  };
  provider.registerGrantType(JWT_BEARER, exchange, PARAMETERS, ['resource']);
}
