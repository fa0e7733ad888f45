import { GatewayOpsError, McpCredential, type McpServerRuntime } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import { SecretBox } from '@gatewayops/service';
import type { ServerRow, StoredServer, StoredServerWithDocument } from './server-rows.js';
import { withDocument, type StoredTransport } from './stored-transport.js';

/** Where a credential is kept; it opens nowhere else. */
export const placeOfCredential = (orgId: string, serverId: string): string => `mcp_servers:${orgId}:${serverId}`;

/** Seals the credentials of servers, and opens them for gateways. */
@Injectable()
export class ServerCredentials {
  constructor(private readonly box: SecretBox) {}

  seal(orgId: string, serverId: string, credential: McpCredential): Pick<ServerRow, 'auth_type' | 'auth_config'> {
    if (credential.type === 'none') return { auth_type: 'none', auth_config: null };
    const place = placeOfCredential(orgId, serverId);
    return { auth_type: credential.type, auth_config: this.box.seal(JSON.stringify(credential), place) };
  }

  /** A server as a gateway needs it. @throws UnreadableSecretError */
  runtimeOf(row: StoredServerWithDocument): McpServerRuntime {
    const { id, org_id: orgId, name, settings, enabled, version } = row;
    const transport = withDocument(row.transport, row.openapi_document);
    return { id, orgId, name, transport, credential: this.credentialOf(row), settings, enabled, version };
  }

  private credentialOf(row: StoredServer): McpCredential {
    if (row.auth_config === null) return { type: 'none' };
    return McpCredential.parse(JSON.parse(this.box.open(row.auth_config, placeOfCredential(row.org_id, row.id))));
  }
}

/** A process takes its secrets from its environment, an HTTP server from headers. */
export function refuseMismatch(transport: Pick<StoredTransport, 'type'>, kind: McpCredential['type']): void {
  const fits = kind === 'none' || (kind === 'environment') === (transport.type === 'stdio');
  if (fits) return;
  const message = `A ${transport.type} server takes no credential of type ${kind}.`;
  throw new GatewayOpsError('validation_error', { details: [{ field: 'credential.type', message }] });
}
