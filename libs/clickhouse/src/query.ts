import { Uuid } from '@gatewayops/contracts';
import type { z } from 'zod';
import type { ClickHouse } from './client.js';

export interface QueryDefinition<P extends z.ZodType, R extends z.ZodType> {
  /** Stands in the metric `db_query_duration_seconds` as the operation. */
  name: string;
  /** Reads tables as `{{table}}`: that is the organisation's part of it. Parameters are `{name:Type}`. */
  sql: string;
  params: P;
  row: R;
}

export interface OrganizationQuery<P extends z.ZodType, R extends z.ZodType> {
  /** Rows of `orgId` only. Rejects with a ZodError where the server's rows are not as declared: a defect. */
  run(clickhouse: ClickHouse, orgId: string, params: z.input<P>, options: { route: string }): Promise<z.output<R>[]>;
}

const TABLE = /\{\{\s*([a-z_][a-z0-9_]*)\s*\}\}/g;
/** A table that is named without the braces would be read across organisations. Names of WITH clauses may be. */
const BARE_TABLE = /\b(?:from|join)\s+([a-z_][a-z0-9_.]*)/gi;

/**
 * The only way to read tenants' rows: every `{{table}}` becomes a subquery with `org_id = {orgId:String}`, here and nowhere
 * else, and a statement that names a table in any other way is refused when it is defined. ClickHouse pushes the outer
 * conditions and columns into the subquery, so that the primary key is used as if it were written out.
 */
export function defineQuery<P extends z.ZodType, R extends z.ZodType>(
  definition: QueryDefinition<P, R>,
): OrganizationQuery<P, R> {
  const sql = scopeToOrganization(definition.sql);
  return {
    async run(clickhouse, orgId, params, { route }) {
      const parameters = definition.params.parse(params) as Record<string, unknown>;
      const rows = await clickhouse.select(sql, {
        operation: definition.name,
        tag: { route, orgId },
        parameters: { ...parameters, orgId: Uuid.parse(orgId) },
      });
      return rows.map((row) => definition.row.parse(row));
    },
  };
}

/** Exported for its tests. */
export function scopeToOrganization(sql: string): string {
  const names = new Set([...sql.matchAll(/\b([a-z_][a-z0-9_]*)\s+as\s*\(/gi)].map((match) => match[1]));
  for (const [, name] of sql.matchAll(BARE_TABLE)) {
    if (!names.has(name)) throw new Error(`the query reads ${name} without its organisation: write {{${name}}}`);
  }
  if (!TABLE.test(sql)) throw new Error('the query reads no table: write {{table}}');
  TABLE.lastIndex = 0;
  return sql.replace(TABLE, '(SELECT * FROM $1 WHERE org_id = {orgId:String})');
}
