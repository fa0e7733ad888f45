import { hash } from 'node:crypto';
import { TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { accountOf } from '../server/account.js';
import { consumeArtifact, deleteArtifact, deleteArtifactsOfGrant, findArtifact, insertArtifact, upsertArtifact } from './artifact-rows.js'; // prettier-ignore
import { Resources } from '../server/resources.js';
import { OAuthClients } from './oauth-clients.js';
import { GrantsService } from './grants.service.js';

const NAME_CHARS_MAX = 255;
const digestOf = (id: string): Buffer => hash('sha256', id, 'buffer');
const NOTHING = async (): Promise<undefined> => undefined;
/** The library’s own browser sessions: who is signed in is known from our session with each request, so none is kept. */
const NO_SESSIONS: Adapter = {
  upsert: NOTHING, find: NOTHING, findByUserCode: NOTHING, findByUid: NOTHING, consume: NOTHING, destroy: NOTHING, revokeByGrantId: NOTHING,
}; // prettier-ignore

/** Where the authorization server keeps what it has to remember: PostgreSQL, so that all replicas see one state. */
@Injectable()
export class OAuthStore {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly grants: GrantsService,
    private readonly clients: OAuthClients,
    private readonly resources: Resources,
  ) {}

  adapterFor(model: string): Adapter {
    if (model === 'Session') return NO_SESSIONS;
    if (model === 'Client') return { ...NO_SESSIONS, ...this.clientAdapter() };
    if (model === 'Grant') return { ...NO_SESSIONS, ...this.grantAdapter() };
    return { ...NO_SESSIONS, ...this.artifactAdapter(model) };
  }

  private clientAdapter(): Pick<Adapter, 'find' | 'upsert'> {
    return {
      find: (id) => this.clients.find(id) as Promise<AdapterPayload | undefined>,
      upsert: (id, payload) => this.clients.register(id, payload),
    };
  }

  private grantAdapter(): Pick<Adapter, 'find' | 'upsert' | 'destroy'> {
    return {
      find: async (id) => {
        const grant = await this.grants.find(id);
        return grant === null ? undefined : { ...(grant.payload as AdapterPayload), jti: id };
      },
      upsert: async (id, payload, expiresInSeconds) => {
        const { orgId, userId } = accountOf(payload.accountId);
        const { jti: _jti, ...kept } = payload;
        const clientId = payload.clientId ?? '';
        // An endpoint may have been named in several ways; it is one.
        const named = Object.entries(payload.resources ?? {});
        const scopes = [...new Set(named.flatMap(([, scope]) => scope.split(' ')))];
        const resource = this.resources.find(named[0]?.[0] ?? '')?.uri ?? '';
        const clientName = (await this.clients.nameOf(clientId)).slice(0, NAME_CHARS_MAX);
        await this.grants.save({
          id, orgId, userId, clientId, clientName, resource, scopes, payload: kept,
          expiresAtMs: Date.now() + (expiresInSeconds ?? 0) * 1000,
        }); // prettier-ignore
      },
      destroy: (id) => this.grants.revokeByServer(id),
    };
  }

  private artifactAdapter(model: string): Omit<Adapter, 'findByUid' | 'findByUserCode'> {
    const run = this.tenants.runWithoutOrganization.bind(this.tenants);
    return {
      upsert: async (id, { jti: _secret, ...payload }, expiresInSeconds = 60) => {
        const expiresAtMs = Date.now() + expiresInSeconds * 1000;
        const grantId = payload.grantId ?? null;
        const artifact = { model, digest: digestOf(id), grantId, payload, expiresAtMs };
        if (model !== 'ReplayDetection') return run((manager) => upsertArtifact(manager, artifact));
        const first = await run((manager) => insertArtifact(manager, artifact));
        if (!first) throw new errors.InvalidRequest('this assertion was used already');
      },
      find: async (id) => {
        const found = await run((manager) => findArtifact(manager, model, digestOf(id)));
        if (found === null) return undefined;
        const consumed = found.consumed_at_s === null ? {} : { consumed: found.consumed_at_s };
        return { ...(found.payload as AdapterPayload), jti: id, ...consumed };
      },
      consume: (id) => this.consume(model, id),
      destroy: (id) => run((manager) => deleteArtifact(manager, model, digestOf(id))),
      revokeByGrantId: (grantId) => run((manager) => deleteArtifactsOfGrant(manager, grantId)),
    };
  }

  /** Whoever comes second, on whichever replica, ends the grant (OAuth 2.1, sections 4.1.3 and 4.3.1). */
  private async consume(model: string, id: string): Promise<void> {
    const digest = digestOf(id);
    const first = await this.tenants.runWithoutOrganization((manager) => consumeArtifact(manager, model, digest));
    if (first) return;
    const found = await this.tenants.runWithoutOrganization((manager) => findArtifact(manager, model, digest));
    const grantId = found?.payload['grantId'];
    if (typeof grantId === 'string') await this.grants.revokeByServer(grantId);
    throw new errors.InvalidGrant('it was used already');
  }
}
