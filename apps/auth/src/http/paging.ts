import { GatewayOpsError, type PageQuery } from '@gatewayops/contracts';
import { z } from 'zod';

export interface Page<T> {
  items: T[];
  cursor: string | null;
  has_more: boolean;
}

const Position = z.uuid();

/** The id after which a page begins (lists run from the newest id down), or null for the first page. */
export function positionOf(query: PageQuery): string | null {
  if (query.cursor === undefined) return null;
  const position = Position.safeParse(Buffer.from(query.cursor, 'base64url').toString('latin1'));
  if (position.success) return position.data;
  const details = [{ field: 'cursor', message: 'Use the cursor of the page before, or none.' }];
  throw new GatewayOpsError('validation_error', { details });
}

/** Makes a page from the rows of a query that asked for one more than `limit`. */
export function pageFrom<T>(rows: T[], limit: number, idOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const has_more = rows.length > limit;
  return { items, cursor: has_more && last ? Buffer.from(idOf(last)).toString('base64url') : null, has_more };
}
