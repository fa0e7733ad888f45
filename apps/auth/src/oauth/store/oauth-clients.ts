import { hash } from 'node:crypto';
import { Uuid } from '@gatewayops/contracts';
import { TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import { errors } from 'oidc-provider';
import { findClient, findDynamicClient, insertDynamicClient, type FoundClient } from './client-rows.js';

/** All installations of all clients together; what nobody uses is removed. */
const DYNAMIC_CLIENTS_MAX = 100_000;
const METADATA_CHARS_MAX = 16_384;
export const DYNAMIC_PREFIX = 'dcr_';
/** RFC 7523, section 2.1. */
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** How a client's secret is kept: it has 256 random bits, so that a plain digest tells nothing. */
export const secretDigest = (secret: string): string => hash('sha256', secret, 'base64url');

/** OAuth clients: those of organisations, and those that registered themselves. */
@Injectable()
export class OAuthClients {
  constructor(private readonly tenants: TenantTransactions) {}

  /** Metadata as RFC 7591 names it, with the digest of the secret in its place. */
  async find(id: string): Promise<Record<string, unknown> | undefined> {
    if (id.startsWith(DYNAMIC_PREFIX)) {
      const metadata = await this.tenants.runWithoutOrganization((manager) => findDynamicClient(manager, id));
      return metadata ?? undefined;
    }
    if (!Uuid.safeParse(id).success) return undefined;
    const client = await this.tenants.runWithoutOrganization((manager) => findClient(manager, id));
    return client === null ? undefined : metadataOf(client);
  }

  async nameOf(id: string): Promise<string> {
    const name = (await this.find(id))?.['client_name'];
    return typeof name === 'string' && name !== '' ? name : id;
  }

  /** The organisation that a client belongs to: nobody else may be asked to let it in. Null for what is nobody's. */
  async organizationOf(id: string): Promise<string | null> {
    if (!Uuid.safeParse(id).success) return null;
    return (await this.tenants.runWithoutOrganization((manager) => findClient(manager, id)))?.org_id ?? null;
  }

  /** RFC 7591, section 3. */
  async register(id: string, payload: object): Promise<void> {
    const { client_secret: secret, ...metadata } = payload as { client_secret?: string };
    const kept = secret === undefined ? metadata : { ...metadata, client_secret: secretDigest(secret) };
    if (JSON.stringify(kept).length > METADATA_CHARS_MAX)
      throw new errors.InvalidClientMetadata('the client metadata is too long');
    const stored = await this.tenants.runWithoutOrganization((manager) =>
      insertDynamicClient(manager, id, kept, DYNAMIC_CLIENTS_MAX),
    );
    if (!stored) throw new errors.TemporarilyUnavailable('too many clients are registered');
  }
}

/** A client of people's that can prove who it is may bring assertions of the organisation's provider. */
function metadataOf({ id, name, metadata, service_account_id: account }: FoundClient): Record<string, unknown> {
  const given = Array.isArray(metadata['grant_types']) ? metadata['grant_types'] : [];
  const isProven = account === null && metadata['token_endpoint_auth_method'] !== 'none';
  const grant_types = isProven ? [...given, JWT_BEARER] : given;
  return { ...metadata, grant_types, client_id: id, client_name: name };
}
