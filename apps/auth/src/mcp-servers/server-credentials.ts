import { GatewayOpsError, type McpCredential, type McpServerRuntime } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import { importPKCS8 } from 'jose';
import { createSecureContext } from 'node:tls';
import { runtimeCredential, ServerSecrets } from '../credentials/server-secrets.js';
import type { StoredServerWithDocument } from './server-rows.js';
import { withDocument, type StoredTransport } from './stored-transport.js';

/** Opens the credentials of servers for gateways. */
@Injectable()
export class ServerCredentials {
  constructor(readonly secrets: ServerSecrets) {}

  /** A server as a gateway needs it. @throws UnreadableSecretError */
  async runtimeOf(row: StoredServerWithDocument): Promise<McpServerRuntime> {
    const { id, org_id: orgId, name, settings, enabled, version } = row;
    const transport = withDocument(row.transport, row.openapi_document);
    const credential = runtimeCredential(await this.secrets.credentialOf(row));
    return { id, orgId, name, transport, credential, settings, enabled, version };
  }
}

/** A process takes its secrets from its environment, an HTTP server from headers or its connection. */
export function refuseMismatch(transport: StoredTransport | NewTransport, kind: McpCredential['type']): void {
  if (transport.type === 'stdio' && kind === 'oauth_user') {
    const message =
      'A stdio server runs as one process for everybody, so that people cannot connect to it one by one. Use a server over HTTP, or one credential of type environment for all.';
    refuse('credential.type', message);
  }
  const fits = kind === 'none' || (kind === 'environment') === (transport.type === 'stdio');
  if (!fits) refuse('credential.type', `A ${transport.type} server takes no credential of type ${kind}.`);
  const isPlain = 'url' in transport && new URL(transport.url).protocol === 'http:';
  if (kind === 'mtls' && isPlain) refuse('credential.type', 'A client certificate needs an https address.');
}

type NewTransport = { type: StoredTransport['type'] } & ({ url: string } | object);

/** Keys and certificates that could never be used are told when they are sent. @throws GatewayOpsError `validation_error` */
export async function checkCredential(credential: McpCredential): Promise<void> {
  if (credential.type === 'mtls') checkCertificates(credential);
  if (credential.type === 'oauth_user' && credential.authentication && credential.client_id === undefined) {
    refuse('credential.client_id', 'Authentication belongs to a client: name it.');
  }
  const authentication = 'authentication' in credential ? credential.authentication : undefined;
  if (authentication?.method !== 'private_key_jwt') return;
  await importPKCS8(authentication.key, authentication.algorithm).catch((cause: unknown) =>
    refuse('credential.authentication.key', 'This is no PKCS #8 key for that algorithm.', cause),
  );
}

function checkCertificates({ certificate, key, ca }: Extract<McpCredential, { type: 'mtls' }>): void {
  try {
    createSecureContext({ cert: certificate, key, ...(ca === null ? {} : { ca }) });
  } catch (cause) {
    refuse('credential.certificate', 'Certificate and key cannot be read, or do not belong together.', cause);
  }
}

function refuse(field: string, message: string, cause?: unknown): never {
  throw new GatewayOpsError('validation_error', { details: [{ field, message }], cause });
}
