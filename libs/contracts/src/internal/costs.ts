import { z } from 'zod';

const Count = z.number().int().min(0);

/**
 * `GET /internal/v1/costs/{orgId}/keys/{keyId}/use` on the cost service: what a key called in the last 24 hours. Calls that the
 * gateway refused are not in it: whoever takes the key away takes nothing from them.
 */
export const KeyUse = z.object({
  sinceMs: z.number().int().describe('Milliseconds since 1970'),
  calls: Count,
  places: z
    .array(z.object({ mcpServer: z.string(), toolName: z.string(), calls: Count, lastAtMs: z.number().int() }))
    .max(100)
    .describe('Most calls first; `toolName` is empty for calls of no tool'),
  hasMore: z.boolean(),
});
export type KeyUse = z.infer<typeof KeyUse>;
