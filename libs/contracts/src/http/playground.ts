import { z } from 'zod';
import { Uuid } from '../ids.js';
import { McpServerName } from '../mcp-server.js';
import { Timestamp } from './fields.js';

/** `POST /v1/auth/playground-tokens` */
export const CreatePlaygroundToken = z
  .strictObject({
    key_id: Uuid.nullable()
      .default(null)
      .describe('Allows what the key and oneself may both use; null: what oneself may'),
    mcp_server: McpServerName.nullable().default(null).describe('For the endpoint of one server; null: of all as one'),
  })
  .meta({ id: 'CreatePlaygroundToken' });
export type CreatePlaygroundToken = z.infer<typeof CreatePlaygroundToken>;

export const PlaygroundToken = z
  .object({
    token: z.string().describe('A bearer for the gateway; shown this once'),
    expires_at: Timestamp,
    endpoint: z.string().describe('The only one that takes it'),
  })
  .meta({ id: 'PlaygroundToken' });
export type PlaygroundToken = z.infer<typeof PlaygroundToken>;
