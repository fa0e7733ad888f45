import { z } from 'zod';
import { SpanId, Uuid } from '../ids.js';
import { MicroUsd, PriceSource } from '../price.js';
import { callIdentity } from './call-identity.js';
import { envelope } from './envelope.js';

/** A call that was sent upstream, and what it cost. Stream `cost`; one for each such call. */
export const CallPriced = envelope(
  'call.priced',
  1,
  z.object({
    ...callIdentity,
    spanId: SpanId.describe('The root span of the call'),
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
