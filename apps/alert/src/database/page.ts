import { GatewayOpsError, Uuid, type PageQuery } from '@gatewayops/contracts';

export interface Page<T> {
  items: T[];
  cursor: string | null;
  has_more: boolean;
}

/** The id that a page begins after, null for the first. @throws GatewayOpsError `validation_error` */
export function positionOf(query: PageQuery): string | null {
  if (query.cursor === undefined) return null;
  const id = Uuid.safeParse(Buffer.from(query.cursor, 'base64url').toString('utf8'));
  if (id.success) return id.data;
  throw new GatewayOpsError('validation_error', {
    details: [{ field: 'cursor', message: 'use one from a page before' }],
  });
}

/** A page of `rows`, of which one more than asked for was read to see whether there are more. */
export function pageOfRows<T extends { id: string }>(rows: readonly T[], limit: number): Page<T> {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const cursor = last ? Buffer.from(last.id, 'utf8').toString('base64url') : null;
  return { items, cursor, has_more: last !== undefined };
}
