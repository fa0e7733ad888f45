import { execute, queryRow, type EntityManager } from '@gatewayops/postgres';
import { CONNECTION_COLUMNS, readConnectionForUpdate, StoredConnection } from '../connection-rows.js';

/** Time to read secrets and find out whom to ask. Who dies in it has asked nobody: the next one just begins anew. */
const TAKEN_MS = 5_000;
/** Longer than a request to an authorization server may take (10 s): who still holds the lock has no answer to wait for. */
const ASKED_MS = 15_000;

export type Taken =
  /** Somebody renewed it, or it cannot be renewed now. */
  | { kind: 'settled'; connection: StoredConnection | null }
  | { kind: 'busy' }
  /** `wasAsked`: whoever held the lock before died, or got no answer, after the request had left. */
  | { kind: 'taken'; connection: StoredConnection; fence: number; wasAsked: boolean };

/** Takes the right to renew a connection whose tokens are still those of `knownVersion`. Of any number of replicas one gets it. */
export async function takeRefresh(manager: EntityManager, id: string, knownVersion: number): Promise<Taken> {
  const connection = await readConnectionForUpdate(manager, id);
  if (connection === null || connection.token_version > knownVersion || connection.state !== 'active') {
    return { kind: 'settled', connection };
  }
  if (connection.is_locked) return { kind: 'busy' };
  if (connection.is_waiting) return { kind: 'settled', connection };
  const wasAsked = connection.refresh_phase === 'asked';
  const taken = await queryRow(
    manager,
    StoredConnection.extend({ refresh_fence: StoredConnection.shape.token_version }),
    `UPDATE upstream_connections
        SET refresh_phase = coalesce(refresh_phase, 'taken'), refresh_fence = refresh_fence + 1,
            refresh_until = clock_timestamp() + $2 * interval '1 millisecond'
      WHERE id = $1 RETURNING ${CONNECTION_COLUMNS}, refresh_fence`,
    [id, TAKEN_MS],
  );
  return { kind: 'taken', connection, fence: taken!.refresh_fence, wasAsked };
}

/** Notes, before the request leaves, that it leaves. False where the lock is another's by now: then nothing may be sent. */
export async function markAsked(manager: EntityManager, id: string, fence: number): Promise<boolean> {
  const sql = `UPDATE upstream_connections
      SET refresh_phase = 'asked', refresh_until = clock_timestamp() + $3 * interval '1 millisecond'
    WHERE id = $1 AND refresh_fence = $2 AND refresh_until > clock_timestamp()`;
  return (await execute(manager, sql, [id, fence, ASKED_MS])) === 1;
}

export interface Failure {
  problem: string;
  retryAfterMs: number;
  /** Whether the request may have used the token up all the same. */
  undecided: boolean;
}

/** Lets go of the lock after a failure that may pass. */
export async function releaseRefresh(
  manager: EntityManager,
  id: string,
  fence: number,
  failure: Failure,
): Promise<void> {
  await execute(
    manager,
    `UPDATE upstream_connections
        SET refresh_phase = CASE WHEN $5 THEN 'asked' END, refresh_until = NULL, problem = $3,
            retry_at = clock_timestamp() + $4 * interval '1 millisecond'
      WHERE id = $1 AND refresh_fence = $2`,
    [id, fence, failure.problem, failure.retryAfterMs, failure.undecided],
  );
}

/** Its owner has to connect anew. What it has of a token may be good until that ends. */
export async function giveUpRefresh(manager: EntityManager, id: string, fence: number, problem: string): Promise<void> {
  await execute(
    manager,
    `UPDATE upstream_connections
        SET state = 'needs_reconnect', problem = $3, refresh_phase = NULL, refresh_until = NULL, retry_at = NULL
      WHERE id = $1 AND refresh_fence = $2`,
    [id, fence, problem],
  );
}

export interface Renewed {
  secret: string;
  expiresAtMs: number | null;
  refreshAtMs: number | null;
  scope: string;
  rotates: boolean | null;
}

/**
 * Stores tokens that followed those of `knownVersion`, whoever holds the lock by now: tokens that came late are better than
 * none, and never overwrite newer ones. null where there are newer ones, or no connection any more.
 */
export function storeTokens(
  manager: EntityManager,
  id: string,
  knownVersion: number,
  renewed: Renewed,
): Promise<StoredConnection | null> {
  return queryRow(
    manager,
    StoredConnection,
    `UPDATE upstream_connections
        SET secret = $3, token_version = token_version + 1, scope = $6, rotates = $7, state = 'active', problem = NULL,
            expires_at = to_timestamp($4::double precision / 1000), refresh_at = to_timestamp($5::double precision / 1000),
            refresh_phase = NULL, refresh_until = NULL, retry_at = NULL, refreshed_at = now()
      WHERE id = $1 AND token_version = $2 RETURNING ${CONNECTION_COLUMNS}`,
    [id, knownVersion, renewed.secret, renewed.expiresAtMs, renewed.refreshAtMs, renewed.scope, renewed.rotates],
  );
}
