import { ClientIdentity } from '@gatewayops/oauth-client';
import { execute, queryRow, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';
import { KeptSecret } from '../store/credential-store.js';

/** Where a client that we registered as is kept; it opens nowhere else. */
export const placeOfClient = (orgId: string, issuer: string): string => `upstream_clients:${orgId}:${issuer}`;

export const KeptClient = ClientIdentity;
const Row = z.object({ secret: KeptSecret });

/** As whom we registered at an issuer, unless that has ended. */
export async function readClient(
  manager: EntityManager,
  issuer: string,
  redirectUri: string,
): Promise<KeptSecret | null> {
  const sql = `SELECT secret FROM upstream_clients
    WHERE issuer = $1 AND redirect_uri = $2 AND (expires_at IS NULL OR expires_at > now() + interval '1 hour')`;
  return (await queryRow(manager, Row, sql, [issuer, redirectUri]))?.secret ?? null;
}

export interface NewClient {
  orgId: string;
  issuer: string;
  redirectUri: string;
  secret: KeptSecret;
  expiresAtMs: number | null;
}

export async function putClient(manager: EntityManager, client: NewClient): Promise<void> {
  const { orgId, issuer, redirectUri, secret, expiresAtMs } = client;
  await execute(
    manager,
    `INSERT INTO upstream_clients (org_id, issuer, redirect_uri, secret, expires_at)
     VALUES ($1, $2, $3, $4, to_timestamp($5::double precision / 1000))
     ON CONFLICT (org_id, issuer, redirect_uri) DO UPDATE SET secret = $4, expires_at = excluded.expires_at, created_at = now()`,
    [orgId, issuer, redirectUri, JSON.stringify(secret), expiresAtMs],
  );
}

/** One that the issuer does not know any more is not used again. */
export async function dropClient(manager: EntityManager, issuer: string, redirectUri: string): Promise<void> {
  await execute(manager, 'DELETE FROM upstream_clients WHERE issuer = $1 AND redirect_uri = $2', [issuer, redirectUri]);
}
