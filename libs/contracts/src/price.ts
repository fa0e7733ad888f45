import { z } from 'zod';
import { Uuid } from './ids.js';

/** Integers of millionths of a US dollar; a float never holds money. At most a million dollars a call. */
export const MicroUsd = z.number().int().min(0).max(1_000_000_000_000);

/**
 * The price of one call, in force from `validFromMs` until the next version. `mcpServer` and `tool` are patterns; the most
 * specific one wins (see `choosePriceCard` in `domain`).
 */
export const PriceCard = z.object({
  id: Uuid,
  version: z.number().int().min(1),
  mcpServer: z.string().min(1).max(100),
  tool: z.string().min(1).max(256),
  priceMicroUsd: MicroUsd,
});
export type PriceCard = z.infer<typeof PriceCard>;

export const PriceSource = z.enum(['card', 'upstream', 'estimated', 'none']);
export type PriceSource = z.infer<typeof PriceSource>;
