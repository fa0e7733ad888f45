import { execute, queryRow, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

/** What the authorization server remembers for a while. `digest`: SHA-256 of the secret or id that finds it. */
export interface Artifact {
  model: string;
  digest: Buffer;
  grantId: string | null;
  payload: Record<string, unknown>;
  expiresAtMs: number;
}

const FoundArtifact = z.object({
  payload: z.record(z.string(), z.unknown()),
  consumed_at_s: z.coerce.number().int().nullable(),
});
export type FoundArtifact = z.infer<typeof FoundArtifact>;

export async function upsertArtifact(manager: EntityManager, artifact: Artifact): Promise<void> {
  await execute(
    manager,
    `INSERT INTO oauth_artifacts (model, digest, grant_id, payload, expires_at) VALUES ($1, $2, $3, $4, to_timestamp($5 / 1000.0))
     ON CONFLICT (model, digest) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at`,
    parametersOf(artifact),
  );
}

/** False where it is there already: of what may be there once only. */
export async function insertArtifact(manager: EntityManager, artifact: Artifact): Promise<boolean> {
  const inserted = await execute(
    manager,
    `INSERT INTO oauth_artifacts (model, digest, grant_id, payload, expires_at) VALUES ($1, $2, $3, $4, to_timestamp($5 / 1000.0))
     ON CONFLICT (model, digest) DO NOTHING`,
    parametersOf(artifact),
  );
  return inserted === 1;
}

const parametersOf = ({ model, digest, grantId, payload, expiresAtMs }: Artifact): unknown[] => [
  model,
  digest,
  grantId,
  JSON.stringify(payload),
  expiresAtMs,
];

export function findArtifact(manager: EntityManager, model: string, digest: Buffer): Promise<FoundArtifact | null> {
  return queryRow(
    manager,
    FoundArtifact,
    `SELECT payload, extract(epoch FROM consumed_at)::bigint AS consumed_at_s FROM oauth_artifacts
      WHERE model = $1 AND digest = $2 AND expires_at > clock_timestamp()`,
    [model, digest],
  );
}

/** True for exactly one of all who try, on whichever replica. */
export async function consumeArtifact(manager: EntityManager, model: string, digest: Buffer): Promise<boolean> {
  const consumed = await execute(
    manager,
    `UPDATE oauth_artifacts SET consumed_at = clock_timestamp() WHERE model = $1 AND digest = $2 AND consumed_at IS NULL`,
    [model, digest],
  );
  return consumed === 1;
}

export async function deleteArtifact(manager: EntityManager, model: string, digest: Buffer): Promise<void> {
  await execute(manager, 'DELETE FROM oauth_artifacts WHERE model = $1 AND digest = $2', [model, digest]);
}

export async function deleteArtifactsOfGrant(manager: EntityManager, grantId: string): Promise<void> {
  await execute(manager, 'DELETE FROM oauth_artifacts WHERE grant_id = $1', [grantId]);
}

/** Removes at most `rowsMax` of what has ended; gives how many. */
export function deleteEndedArtifacts(manager: EntityManager, rowsMax: number): Promise<number> {
  return execute(
    manager,
    `DELETE FROM oauth_artifacts WHERE (model, digest) IN (
       SELECT model, digest FROM oauth_artifacts WHERE expires_at < now() - interval '1 minute' LIMIT $1 FOR UPDATE SKIP LOCKED)`,
    [rowsMax],
  );
}
