import { z } from 'zod';
import { envelope } from './envelope.js';

/** How the calls of one organisation to one server went on one gateway in one second. Stream `alert`. */
export const CallsCounted = envelope(
  'calls.counted',
  1,
  z.object({
    windowStartMs: z.number().int(),
    windowMs: z.number().int().min(1),
    mcpServer: z.string().max(100),
    calls: z.number().int().min(0),
    errors: z.number().int().min(0).describe('Failed on our side or upstream; refusals (4xx) are not errors'),
    timeouts: z.number().int().min(0).describe('Part of `errors`'),
  }),
);
export type CallsCounted = z.infer<typeof CallsCounted>;
