import { beginAuthorization, finishAuthorization, OAuthFailure, type TokenSet } from '@gatewayops/oauth-client';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../changes/actor.js';
import { recordAudit } from '../../changes/audit-log.js';
import { announceConnectionsChanged } from '../../changes/config-changes.js';
import { OrganizationTransactions } from '../../database/organization-transactions.js';
import { readServer } from '../../mcp-servers/server-rows.js';
import { AuthorizationParties, type Authorizer } from '../authorization-parties.js';
import { forgetConnectionsOf, insertConnection, readConnectionOf } from '../connection-rows.js';
import { digestOf } from '../connection-secret.js';
import { oauthServer, type OAuthServer } from '../oauth-server.js';
import { TokenVault } from '../refresh/token-vault.js';
import { ServerSecrets } from '../server-secrets.js';
import { ClientRegistrations } from './client-registrations.js';
import { scopeUnion } from './wanted-scopes.js';
import { ConnectFlows, type ConnectFlow } from './connect-flows.js';
import type { PersonInOrganization } from './may-connect.js';

/** What connecting shares with what gives tokens to gateways. */
@Injectable()
export class ConnectParts {
  constructor(
    readonly parties: AuthorizationParties,
    readonly secrets: ServerSecrets,
    readonly vault: TokenVault,
  ) {}
}

/** Lets people connect their accounts at MCP servers. */
@Injectable()
export class ConnectService {
  constructor(
    private readonly transactions: OrganizationTransactions,
    private readonly parts: ConnectParts,
    private readonly flows: ConnectFlows,
    private readonly clients: ClientRegistrations,
  ) {}

  /** The server that is connected to; null where there is none of that id that people connect to. */
  async serverOf(orgId: string, serverId: string): Promise<OAuthServer | null> {
    const row = await this.transactions.read(orgId, (manager) => readServer(manager, serverId));
    if (row === null || !row.enabled) return null;
    const server = oauthServer(row, await this.parts.secrets.credentialOf(row));
    return server?.credential.type === 'oauth_user' ? server : null;
  }

  /** @throws OAuthFailure */
  async authorizerOf(server: OAuthServer, userId: string): Promise<Authorizer> {
    const found = await this.withWanted(await this.parts.parties.find(server), server, userId);
    // Without it many servers give no refresh token (OpenID Connect Core, section 11).
    const offline = found.server.scopes_supported?.includes('offline_access') && server.credential.scope === '';
    return offline ? { ...found, scope: scopeUnion(found.scope, 'offline_access') } : found;
  }

  /** With what the server asked for beyond what was allowed, all that was is asked for again: else it would be lost. */
  private async withWanted(found: Authorizer, server: OAuthServer, userId: string): Promise<Authorizer> {
    const wanted = await this.parts.parties.wanted.of(server, userId);
    if (wanted === '') return found;
    const { row } = server;
    const before = await this.transactions.read(row.org_id, (manager) => readConnectionOf(manager, row.id, userId));
    const granted = before?.made_for === server.madeFor ? before.scope : '';
    return { ...found, scope: scopeUnion(found.scope, granted, wanted) };
  }

  /** The address at the authorization server. @throws OAuthFailure */
  async begin(person: PersonInOrganization, server: OAuthServer, browserSecret: string): Promise<string> {
    const { fetch, pages } = this.parts.parties;
    const authorizer = await this.authorizerOf(server, person.userId);
    const identity = await this.clients.identityFor(server, authorizer);
    const { resource, scope } = authorizer;
    const request = { redirectUri: pages.redirectUri, resource, scope };
    const begun = await beginAuthorization({ server: authorizer.server, identity, fetch }, request);
    const { orgId, userId } = person;
    const browserDigest = digestOf(browserSecret);
    const [serverId, serverName, madeFor] = [server.row.id, server.row.name, server.madeFor];
    const flow = { orgId, userId, browserDigest, serverId, serverName, madeFor, identity, resource, scope };
    await this.flows.put(begun.state, { ...flow, server: authorizer.server, codeVerifier: begun.codeVerifier });
    return begun.url;
  }

  /**
   * Takes what the authorization server sent a browser back with. The flow is over with the first answer, whoever brings it.
   * @throws OAuthFailure `mix_up` for an answer of another person, browser, request or issuer
   */
  async finish(person: PersonInOrganization, actor: Actor, query: URLSearchParams, browserSecret: string): Promise<string> {
    const state = query.get('state') ?? '';
    const flow = await this.flows.take(state);
    if (flow === null) throw mixUp('This answer was used already, or is too old. Begin again.');
    if (flow.browserDigest !== digestOf(browserSecret)) throw mixUp('This was begun in another browser.');
    if (flow.userId !== person.userId || flow.orgId !== person.orgId) throw mixUp('This was begun by somebody else.');
    const { fetch, pages } = this.parts.parties;
    const { server, identity, codeVerifier, resource } = flow;
    const url = new URL(`${pages.redirectUri}?${query.toString()}`);
    const obtainedAtMs = Date.now();
    const tokens = await finishAuthorization({ server, identity, fetch }, url, { state, codeVerifier, resource });
    await this.keep(flow, actor, tokens, obtainedAtMs);
    return flow.serverName;
  } // prettier-ignore

  /**
   * In place of what was there. That one's tokens are forgotten and not revoked: some authorization servers end with them all
   * that a person ever allowed us, and so what was allowed a moment ago.
   */
  private async keep(flow: ConnectFlow, actor: Actor, tokens: TokenSet, obtainedAtMs: number): Promise<void> {
    const { orgId, userId, serverId, server, identity, resource, scope, madeFor } = flow;
    const id = uuidv7();
    const empty = await this.transactions.change(orgId, async (manager) => {
      await forgetConnectionsOf(manager, serverId, userId);
      const [org_id, server_id, user_id, issuer] = [orgId, serverId, userId, server.issuer];
      await insertConnection(manager, { id, org_id, server_id, user_id, issuer, resource, scope, made_for: madeFor });
      const details = { issuer, resource, scope, server_id };
      const what = { action: 'upstream_connection.created', resourceType: 'upstream_connection', resourceId: id } as const;
      await recordAudit(manager, { orgId, actor, ...what, details });
      return readConnectionOf(manager, serverId, userId);
    });
    if (empty === null) throw mixUp('The server was removed meanwhile.');
    await this.parts.vault.keep(empty, { server, identity, tokens, obtainedAtMs }, null);
    await this.parts.parties.wanted.forget(orgId, serverId, userId);
    await this.transactions.change(orgId, (manager) => announceConnectionsChanged(manager, orgId));
  } // prettier-ignore
}

const mixUp = (message: string): OAuthFailure => new OAuthFailure('mix_up', message);
