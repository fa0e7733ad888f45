import { z } from 'zod';
import { SpanId, TraceId, Uuid } from '../ids.js';
import { PageQuery } from '../pagination.js';
import { MicroUsd, PriceSource } from '../price.js';
import { Timestamp } from './fields.js';

const Day = z.iso.date();

const period = {
  start_date: Day.describe('First day, UTC'),
  end_date: Day.describe('Last day, UTC, included'),
};

const Cost = z.number().min(0).describe('US dollars');
/** Sums stay safe integers up to nine billion dollars; beyond that an answer fails rather than rounds. */
const CostMicroUsd = z.number().int().min(0).describe('Millionths of a US dollar: exact, for arithmetic');

const amounts = {
  cost: Cost,
  cost_micro_usd: CostMicroUsd,
  calls: z.number().int().min(0),
  input_tokens: z.number().int().min(0),
  output_tokens: z.number().int().min(0),
};

export const CostGrouping = z.enum(['day', 'week', 'month', 'team', 'user', 'server']);
export type CostGrouping = z.infer<typeof CostGrouping>;

/** Query of `GET /v1/costs/summary`. */
export const CostSummaryQuery = z.object({ ...period, group_by: CostGrouping.default('day') });
export type CostSummaryQuery = z.infer<typeof CostSummaryQuery>;

export const CostPeriod = z.object({ start: Day, end: Day }).meta({ id: 'CostPeriod' });
export type CostPeriod = z.infer<typeof CostPeriod>;

export const CostSummaryResponse = z
  .object({
    summary: z.object({
      total_cost: Cost,
      total_cost_micro_usd: CostMicroUsd,
      total_calls: z.number().int().min(0),
      period: CostPeriod,
    }),
    breakdown: z
      .array(
        z.object({
          group: z
            .string()
            .describe(
              'Day `2026-11-21`, Monday of the week, month `2026-11`, id of the team or user, or name of the server; `none` where a key has no team or user',
            ),
          ...amounts,
        }),
      )
      .describe('Times in order, others by cost, highest first'),
    has_more: z
      .boolean()
      .describe('Whether there are more groups than the 1,000 shown; the sums count all. The by-… lists have pages'),
  })
  .meta({ id: 'CostSummaryResponse' });
export type CostSummaryResponse = z.infer<typeof CostSummaryResponse>;

/** Query of `GET /v1/costs/by-team`, `by-user`, `by-key`, `by-server`, `by-tool`. */
export const CostGroupsQuery = z.object({ ...period, ...PageQuery.shape });
export type CostGroupsQuery = z.infer<typeof CostGroupsQuery>;

const pageOfGroups = <T extends z.ZodRawShape>(id: string, group: T) =>
  z
    .object({
      items: z
        .array(z.object({ ...group, ...amounts }))
        .describe('In the order of their ids, so that pages stay true while calls come in'),
      period: CostPeriod,
      cursor: z.string().nullable(),
      has_more: z.boolean(),
    })
    .meta({ id });

export const TeamCostsResponse = pageOfGroups('TeamCostsResponse', {
  team_id: Uuid.nullable().describe('null: calls of keys without a team'),
});
export type TeamCostsResponse = z.infer<typeof TeamCostsResponse>;

export const UserCostsResponse = pageOfGroups('UserCostsResponse', {
  user_id: Uuid.nullable().describe('null: calls of keys without a user'),
});
export type UserCostsResponse = z.infer<typeof UserCostsResponse>;

export const ServerCostsResponse = pageOfGroups('ServerCostsResponse', { mcp_server: z.string() });
export type ServerCostsResponse = z.infer<typeof ServerCostsResponse>;

export const KeyCostsResponse = pageOfGroups('KeyCostsResponse', {
  key_id: Uuid.describe('API key, or OAuth grant, that made the calls'),
});
export type KeyCostsResponse = z.infer<typeof KeyCostsResponse>;

export const ToolCostsResponse = pageOfGroups('ToolCostsResponse', {
  mcp_server: z.string(),
  tool: z.string().nullable().describe('Tool or prompt name, or resource URI; null: calls of none, such as lists'),
});
export type ToolCostsResponse = z.infer<typeof ToolCostsResponse>;

/** Query of `GET /v1/costs/export`. */
export const CostExportQuery = z.object({
  ...period,
  by: z.enum(['day', 'team', 'user', 'key', 'server', 'tool']).default('day'),
  format: z.enum(['csv', 'jsonl']).default('csv'),
});
export type CostExportQuery = z.infer<typeof CostExportQuery>;

/** One priced call. */
export const CostEvent = z
  .object({
    id: Uuid,
    span_id: SpanId.describe('Root span of the call'),
    request_id: z.string(),
    timestamp: Timestamp,
    mcp_server: z.string(),
    tool_name: z.string(),
    key_id: Uuid,
    user_id: Uuid.nullable(),
    team_id: Uuid.nullable(),
    project_id: Uuid.nullable(),
    environment: z.string(),
    input_tokens: z.number().int().min(0),
    output_tokens: z.number().int().min(0),
    cost: Cost,
    cost_micro_usd: CostMicroUsd,
    estimate_micro_usd: CostMicroUsd.describe('What was held before the call was sent'),
    currency: z.literal('USD'),
    price_card_id: Uuid.nullable(),
    price_card_version: z.number().int().nullable(),
    price_source: PriceSource,
  })
  .meta({ id: 'CostEvent' });
export type CostEvent = z.infer<typeof CostEvent>;

export const TraceCostResponse = z
  .object({
    trace_id: TraceId,
    total_cost: Cost,
    total_cost_micro_usd: CostMicroUsd,
    total_calls: z.number().int().min(1),
    items: z.array(CostEvent).describe('Earliest first'),
    cursor: z.string().nullable(),
    has_more: z.boolean(),
  })
  .meta({ id: 'TraceCostResponse' });
export type TraceCostResponse = z.infer<typeof TraceCostResponse>;

/** At most 8 stars, so that a match is cheap. `*` matches any run of characters. */
const PricePattern = (length: number) =>
  z
    .string()
    .min(1)
    .max(length)
    .refine((value) => value.split('*').length <= 9, 'at most 8 stars');

/** Body of `POST /v1/prices`: a card, or the next version of the card with the same patterns. */
export const CreatePriceRequest = z
  .object({
    mcp_server: PricePattern(100).describe('Pattern over server names'),
    tool: PricePattern(256).default('*').describe('Pattern over tool names'),
    price_micro_usd: MicroUsd.describe('Of one call, in millionths of a US dollar'),
  })
  .meta({ id: 'CreatePriceRequest' });
export type CreatePriceRequest = z.infer<typeof CreatePriceRequest>;

export const Price = z
  .object({
    id: Uuid,
    version: z.number().int().min(1).describe('Raised by each change; older ones stay for the calls that they priced'),
    mcp_server: z.string(),
    tool: z.string(),
    price: Cost,
    price_micro_usd: MicroUsd,
    valid_from: Timestamp,
  })
  .meta({ id: 'Price' });
export type Price = z.infer<typeof Price>;

export const PriceListResponse = z
  .object({ items: z.array(Price), cursor: z.string().nullable(), has_more: z.boolean() })
  .meta({ id: 'PriceListResponse' });
export type PriceListResponse = z.infer<typeof PriceListResponse>;
