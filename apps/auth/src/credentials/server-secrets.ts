import { McpCredential, type RuntimeCredential } from '@gatewayops/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { ServerRow, StoredServer } from '../mcp-servers/server-rows.js';
import { CREDENTIAL_STORE, type CredentialStore, type KeptSecret } from './store/credential-store.js';

/** Where a server's credential is kept; it opens nowhere else. */
export const placeOfCredential = (orgId: string, serverId: string): string => `mcp_servers:${orgId}:${serverId}`;

/** Keeps the credentials of servers. */
@Injectable()
export class ServerSecrets {
  constructor(@Inject(CREDENTIAL_STORE) private readonly store: CredentialStore) {}

  /** @param before what the server's row holds so far */
  async keep(
    { id, org_id }: { id: string; org_id: string },
    credential: McpCredential,
    before: KeptSecret | null,
  ): Promise<Pick<ServerRow, 'auth_type' | 'auth_config'>> {
    if (credential.type === 'none') return { auth_type: 'none', auth_config: null };
    const text = JSON.stringify(credential);
    return {
      auth_type: credential.type,
      auth_config: await this.store.write(placeOfCredential(org_id, id), text, before),
    };
  }

  /** @throws UnreadableSecretError */
  async credentialOf({ id, org_id, auth_config }: Pick<StoredServer, 'id' | 'org_id' | 'auth_config'>): Promise<McpCredential> {
    if (auth_config === null) return { type: 'none' };
    return McpCredential.parse(JSON.parse(await this.store.read(placeOfCredential(org_id, id), auth_config)));
  } // prettier-ignore

  async forget({ id, org_id, auth_config }: Pick<StoredServer, 'id' | 'org_id' | 'auth_config'>): Promise<void> {
    if (auth_config !== null) await this.store.remove(placeOfCredential(org_id, id), auth_config);
  }
}

/** A credential as gateways get it. */
export function runtimeCredential(credential: McpCredential): RuntimeCredential {
  if (credential.type === 'oauth_client_credentials') return { type: 'token', perUser: false };
  if (credential.type === 'oauth_user') return { type: 'token', perUser: true };
  return credential;
}
