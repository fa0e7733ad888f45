import { z } from 'zod';
import { Timestamp } from './fields.js';

/** `GET /v1/auth/keys/{id}/use`: what stops working with a key. */
export const ApiKeyUse = z
  .object({
    since: Timestamp.describe('24 hours ago'),
    calls: z.number().int().min(0).describe('That went to a server; those that were refused are not in it'),
    last_used_at: Timestamp.nullable(),
    items: z
      .array(
        z.object({
          mcp_server: z.string(),
          tool: z
            .string()
            .nullable()
            .describe('Tool or prompt name, or resource URI; null: calls of none, such as lists'),
          calls: z.number().int().min(1),
          last_called_at: Timestamp,
        }),
      )
      .max(100)
      .describe('Most calls first'),
    has_more: z.boolean().describe('Whether there are more than the 100 shown; `calls` counts all'),
  })
  .meta({ id: 'ApiKeyUse' });
export type ApiKeyUse = z.infer<typeof ApiKeyUse>;
