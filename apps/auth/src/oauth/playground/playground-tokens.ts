import { randomUUID } from 'node:crypto';
import {
  GatewayOpsError,
  type ApiKey,
  type CreatePlaygroundToken,
  type PersonAccess,
  type PersonSession,
  type PlaygroundToken,
} from '@gatewayops/contracts';
import { reaches, reachOf, SCOPE_ALL } from '@gatewayops/domain';
import { Injectable } from '@nestjs/common';
import { importJWK, SignJWT } from 'jose';
import { readKey } from '../../api-keys/key-rows.js';
import type { Actor } from '../../changes/actor.js';
import { recordAudit } from '../../changes/audit-log.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { found } from '../../http/found.js';
import { AuthorizationServer } from '../server/authorization-server.js';
import { Resources } from '../server/resources.js';
import { SIGNING_ALGORITHM, SigningKeys } from '../server/signing-keys.js';
import { PLAYGROUND_CLIENT } from './playground-verdict.js';

const TOKEN_SECONDS = 900;

/** Access tokens of ours (RFC 9068) for somebody who is signed in and tries tools: no client asks for them. */
@Injectable()
export class PlaygroundTokens {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly server: AuthorizationServer,
    private readonly resources: Resources,
    private readonly keys: SigningKeys,
  ) {}

  /**
   * @throws GatewayOpsError `forbidden` without an organisation, `not_found` for a key that they may not see, `conflict` for
   * one that has ended
   */
  async issue(person: PersonSession, actor: Actor, asked: CreatePlaygroundToken): Promise<PlaygroundToken> {
    const { orgId, access, userId } = person;
    if (orgId === null || access === null)
      throw new GatewayOpsError('forbidden', { message: 'Choose an organisation first.' });
    const { key_id, mcp_server } = asked;
    const endpoint = this.resources.endpointOf(mcp_server).uri;
    const expiresAt = Math.floor(Date.now() / 1000) + TOKEN_SECONDS;
    await this.transactions.change(orgId, async (manager) => {
      if (key_id !== null) refuseEnded(visible(userId, access, found(await readKey(manager, key_id))));
      const details = { change: 'playground_token_issued', key_id, mcp_server, seconds: TOKEN_SECONDS };
      const what = { action: 'permission.granted', resourceType: 'user', resourceId: userId } as const;
      await recordAudit(manager, { orgId, actor, ...what, details });
    });
    const claims = { org_id: orgId, playground: true, ...(key_id === null ? {} : { key_id }) };
    return {
      token: await this.sign(claims, { userId, endpoint, expiresAt }),
      expires_at: new Date(expiresAt * 1000).toISOString(),
      endpoint,
    };
  }

  private async sign(
    claims: Record<string, unknown>,
    { userId, endpoint, expiresAt }: { userId: string; endpoint: string; expiresAt: number },
  ): Promise<string> {
    const [key] = this.keys.current.keys;
    if (key?.kid === undefined) throw new GatewayOpsError('service_unavailable', { retryAfterSeconds: 5 });
    return new SignJWT({ ...claims, scope: SCOPE_ALL, client_id: PLAYGROUND_CLIENT })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: 'at+jwt', kid: key.kid })
      .setIssuer(this.server.issuer)
      .setSubject(userId)
      .setAudience(endpoint)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(await importJWK(key, SIGNING_ALGORITHM));
  }
}

/** A key that they may not see is not there. */
function visible(userId: string, { grants, teamIds }: PersonAccess, key: ApiKey): ApiKey {
  const reach = reachOf(grants, 'api_keys:read', teamIds);
  if (reaches(reach, userId, { teamId: key.team_id, userId: key.user_id })) return key;
  throw new GatewayOpsError('not_found');
}

function refuseEnded({ status }: ApiKey): void {
  if (status === 'active' || status === 'rotating') return;
  throw new GatewayOpsError('conflict', { message: `The key is ${status}.` });
}
