import { z } from 'zod';
import { SpanId, TraceId, Uuid } from '../ids.js';
import { MicroUsd, PriceSource } from '../price.js';
import { envelope } from './envelope.js';

/** A call that was sent upstream, and what it cost. Stream `cost`; one for each such call. */
export const CallPriced = envelope(
  'call.priced',
  1,
  z.object({
    traceId: TraceId,
    spanId: SpanId.describe('The root span of the call'),
    requestId: z.string().max(128),
    keyId: Uuid,
    userId: Uuid.nullable(),
    teamId: Uuid.nullable(),
    projectId: Uuid.nullable(),
    environment: z.string().max(16),
    mcpServer: z.string().max(100),
    toolName: z.string().max(512),
    inputTokens: z.number().int().min(0),
    outputTokens: z.number().int().min(0),
    costMicroUsd: MicroUsd,
    estimateMicroUsd: MicroUsd,
    currency: z.literal('USD'),
    priceCardId: Uuid.nullable(),
    priceCardVersion: z.number().int().nullable(),
    priceSource: PriceSource,
  }),
);
export type CallPriced = z.infer<typeof CallPriced>;
