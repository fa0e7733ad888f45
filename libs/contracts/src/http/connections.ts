import { z } from 'zod';
import { Uuid } from '../ids.js';
import { pageOf, PageQuery } from '../pagination.js';
import { Timestamp } from './fields.js';

/** That a person, or the organisation itself, may use a server by OAuth. Tokens are never answered. */
export const UpstreamConnection = z
  .object({
    id: Uuid,
    server_id: Uuid,
    server_name: z.string(),
    user_id: Uuid.nullable().describe('null: the organisation’s own, with client credentials'),
    issuer: z.string().describe('The authorization server'),
    resource: z.string().describe('What its tokens are for'),
    scope: z.string(),
    state: z.enum(['active', 'needs_reconnect']),
    problem: z.string().nullable().describe('Why it has to be made again, or why its tokens could not be renewed'),
    expires_at: Timestamp.nullable().describe('Of the token in use; it is renewed before'),
    refreshed_at: Timestamp.nullable(),
    created_at: Timestamp,
  })
  .meta({ id: 'UpstreamConnection' });
export type UpstreamConnection = z.infer<typeof UpstreamConnection>;

export const UpstreamConnectionPage = pageOf(UpstreamConnection).meta({ id: 'UpstreamConnectionPage' });
export type UpstreamConnectionPage = z.infer<typeof UpstreamConnectionPage>;

/** Query of `GET /v1/connections`. */
export const ConnectionQuery = PageQuery.extend({
  mine: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('Only those of whoever is signed in, also where they may see all'),
});
export type ConnectionQuery = z.infer<typeof ConnectionQuery>;
