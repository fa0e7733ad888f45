import { z } from 'zod';
import { Timestamp } from './fields.js';

const Instant = z.iso.datetime({ offset: true });

/** What costs are told apart by, over time. */
export const CostDimension = z.enum(['team', 'user', 'key', 'server', 'tool']);
export type CostDimension = z.infer<typeof CostDimension>;

/** Query of `GET /v1/costs/series`. */
export const CostSeriesQuery = z.object({
  from: Instant.describe('Widened to the begin of its interval, UTC'),
  to: Instant.describe('Widened to the end of its interval; at most 31 days by the hour'),
  interval: z.enum(['hour', 'day']).default('day'),
  by: CostDimension.default('server'),
  limit: z.coerce.number().int().min(1).max(12).default(8).describe('Groups that are shown; the rest is one'),
});
export type CostSeriesQuery = z.infer<typeof CostSeriesQuery>;

const amounts = {
  cost: z.number().min(0).describe('US dollars'),
  cost_micro_usd: z.number().int().min(0).describe('Millionths of a US dollar: exact, for arithmetic'),
  calls: z.number().int().min(0),
};

export const CostSeriesResponse = z
  .object({
    from: Timestamp.describe('Begin of the first interval'),
    to: Timestamp.describe('End of the last interval'),
    interval: z.enum(['hour', 'day']),
    by: CostDimension,
    total: z.object(amounts),
    times: z.array(Timestamp).describe('Begin of each interval, in order, without a gap'),
    series: z
      .array(
        z.object({
          group: z
            .string()
            .nullable()
            .describe(
              'Id of the team, user or key, name of the server or tool; null: calls that have none, and the rest',
            ),
          mcp_server: z.string().nullable().describe('Server of the tool; null in other groupings'),
          is_other: z.boolean().describe('Whether it is the rest: all groups that are not shown by themselves'),
          ...amounts,
          points: z.array(z.object({ time: Timestamp, ...amounts })).describe('Intervals with calls, in order'),
        }),
      )
      .describe('By cost, highest first; the rest last, where there is one'),
  })
  .meta({ id: 'CostSeries' });
export type CostSeriesResponse = z.infer<typeof CostSeriesResponse>;
