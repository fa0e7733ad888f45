import { z } from 'zod';
import type { Window } from './scim-user-rows.js';

export const COUNT_MAX = 200;

/** RFC 7644, 3.4.2.4: a count beyond ours is answered with less, an index below 1 is 1. */
export const ScimQuery = z.object({
  filter: z.string().max(2_000).optional(),
  startIndex: z.coerce.number().int().max(1_000_000).default(1),
  count: z.coerce.number().int().default(100),
  excludedAttributes: z.string().max(500).default(''),
  attributes: z.string().max(500).optional(),
});
export type ScimQuery = z.infer<typeof ScimQuery>;

export const windowOf = ({ startIndex, count }: ScimQuery): Window & { startIndex: number } => {
  const first = Math.max(1, startIndex);
  return { startIndex: first, offset: first - 1, rowsMax: Math.min(Math.max(0, count), COUNT_MAX) };
};
