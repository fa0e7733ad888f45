import type { CallerIdentity } from '@gatewayops/access';
import { GatewayOpsError, type CreateTokenIssuer, type TokenIssuer } from '@gatewayops/contracts';
import type { EntityManager } from '@gatewayops/postgres';
import { refuseBeyondOwnRights, refuseHigherRole } from '../../access/own-rights.js';
import { readServiceAccount } from '../../service-accounts/service-account-rows.js';
import { readConnection } from '../../sso/connections/connection-rows.js';

type Wanted = CreateTokenIssuer | TokenIssuer;

const EVERYTHING = [{ server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] }];

const misfit = (field: string, message: string) =>
  new GatewayOpsError('validation_error', { details: [{ field, message }] });

/** What an issuer has to be, and who may set it up. */
export class IssuerRules {
  /** @param own our own issuer: `PUBLIC_URL` */
  constructor(private readonly own: string) {}

  /** Whoever controls an issuer acts as those whom it names: nobody sets one up for more than they may themselves. */
  async refuseUnsound(manager: EntityManager, caller: CallerIdentity, wanted: Wanted): Promise<void> {
    this.refuseAddresses(wanted);
    const { people, machines } = wanted;
    if (people === null && machines === null) throw misfit('people', 'say how its tokens name people, or machines');
    if (wanted.identity_assertions && people === null) throw misfit('people', 'its assertions are about people: say how they name them'); // prettier-ignore
    if (people !== null) {
      refuseBeyondOwnRights(caller, { grants: [], mcp: EVERYTHING }, 'people');
      await refuseConnection(manager, wanted.issuer, people);
    }
    for (const { service_account_id: id } of machines?.accounts ?? []) {
      const account = await readServiceAccount(manager, id);
      if (account === null) {
        const message = 'There is no such service account in this organisation.';
        throw new GatewayOpsError('not_found', { message, details: [{ field: 'machines.accounts', message }] });
      }
      refuseHigherRole(caller, account.role);
    }
  }

  private refuseAddresses({ issuer, jwks_uri: jwksUri }: Wanted): void {
    const url = new URL(issuer);
    if (issuer.replace(/\/$/, '') === this.own) throw misfit('issuer', 'is our own authorization server');
    if (url.search !== '' || issuer.includes('#')) throw misfit('issuer', 'has no query and no fragment (RFC 8414, section 2)');
    for (const [field, text] of [['issuer', issuer], ['jwks_uri', jwksUri ?? issuer]] as const) {
      const { username, password } = new URL(text);
      if (username !== '' || password !== '') throw misfit(field, 'must not hold a credential');
    }
  } // prettier-ignore
}

/** Subjects mean somebody at one issuer only. */
async function refuseConnection(
  manager: EntityManager,
  issuer: string,
  { claim, sso_connection_id: id }: NonNullable<Wanted['people']>,
): Promise<void> {
  const field = 'people.sso_connection_id';
  if (id === null && claim !== 'sub') return;
  if (id === null) throw misfit(field, 'is needed for `claim` = `sub`');
  const connection = await readConnection(manager, id);
  if (connection === null) {
    const message = 'There is no such connection in this organisation.';
    throw new GatewayOpsError('not_found', { message, details: [{ field, message }] });
  }
  const { provider } = connection;
  if (claim !== 'sub') throw misfit(field, 'goes with `claim` = `sub` alone');
  if (provider.type !== 'oidc' || provider.issuer !== issuer) throw misfit(field, 'is no OpenID connection to this issuer'); // prettier-ignore
}
