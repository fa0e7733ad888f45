import { z } from 'zod';
import { PriceCard } from '../price.js';

/** `GET /internal/v1/prices/{orgId}` on the cost service: every card in force. */
export const PriceBook = z.object({ cards: z.array(PriceCard) });
export type PriceBook = z.infer<typeof PriceBook>;
