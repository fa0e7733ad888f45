import type { EntityManager } from 'typeorm';
import { execute } from './query.js';

/**
 * An outbox holds what PostgreSQL and an event must both know. Each service has its own table, in its own migrations:
 *
 *     CREATE TABLE <table> (
 *       id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, org_id uuid NOT NULL, topic text NOT NULL, message text NOT NULL,
 *       created_at timestamptz NOT NULL DEFAULT now(), published_at timestamptz);
 *     CREATE INDEX <table>_pending ON <table> (id) WHERE published_at IS NULL;
 *     CREATE INDEX <table>_published ON <table> (published_at) WHERE published_at IS NOT NULL;
 *     ALTER TABLE <table> ENABLE ROW LEVEL SECURITY; ALTER TABLE <table> FORCE ROW LEVEL SECURITY;
 *     CREATE POLICY tenant_writes ON <table> FOR INSERT
 *       WITH CHECK (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
 *     CREATE POLICY relay ON <table> USING (current_setting('app.relay', true) = 'on');
 */
export interface OutboxRow {
  /** Rises within an organisation in the order in which its rows are published. */
  id: string;
  orgId: string;
  /** What the publisher tells kinds apart by: a stream or a channel. */
  topic: string;
  message: string;
}

/** Adds a row to the caller's transaction; it is published only if that commits. */
export async function addToOutbox(
  manager: EntityManager,
  table: string,
  row: { orgId: string; topic: string; message: string },
): Promise<void> {
  const statement = `INSERT INTO ${quoted(table)} (org_id, topic, message) VALUES ($1, $2, $3)`;
  await execute(manager, statement, [row.orgId, row.topic, row.message]);
}

/** A table's name as an identifier; names come from code, never from a request. */
export function quoted(table: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(table)) throw new Error(`"${table}" is not a table name.`);
  return `"${table}"`;
}
