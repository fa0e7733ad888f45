import { z } from 'zod';
import { Uuid } from '../ids.js';

/** What is around every event on a stream. `id` is a UUIDv7 given by who made it; it never changes on the way. */
export const envelope = <T extends string, P extends z.ZodType>(type: T, version: number, payload: P) =>
  z.object({
    id: Uuid,
    type: z.literal(type),
    version: z.literal(version),
    orgId: Uuid,
    occurredAt: z.number().int().describe('Milliseconds since 1970, UTC'),
    payload,
  });
