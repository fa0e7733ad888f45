import { z } from 'zod';
import { SpanId } from '../ids.js';
import { callIdentity } from './call-identity.js';
import { envelope } from './envelope.js';

export const SpanStatus = z.enum(['success', 'error', 'timeout']);
export type SpanStatus = z.infer<typeof SpanStatus>;
/** What is asked for: how it ended, or that it did not go well. */
export const SpanStatusFilter = z.enum([...SpanStatus.options, 'failed']);

/** A body, at most 64 KiB of UTF-8, in base64: to write JSON as a string of JSON takes the gateway ten times as long. */
const EncodedBody = z.string().nullable();

/**
 * A span of a call. `call` is the root, one for each call with a principal; `attempt` is one try upstream; `wait` is a wait
 * for a person. Bodies and error texts are masked before they get here; sizes are those of the unmasked, uncut bodies.
 */
export const CallSpan = z.object({
  spanId: SpanId,
  parentSpanId: SpanId.nullable().describe(
    "null, or the caller's span of its `traceparent`, on a root without or with one",
  ),
  kind: z.enum(['call', 'attempt', 'wait']),
  operation: z.string().max(128).describe('The MCP method, e.g. `tools/call`; attempts add `/attempt`'),
  startTimeMs: z.number().int(),
  endTimeMs: z.number().int(),
  durationUs: z.number().int().min(0).describe('From a monotonic clock'),
  status: SpanStatus,
  requestSize: z.number().int().min(0),
  responseSize: z.number().int().min(0),
  requestBody: EncodedBody.describe('null on attempts, and where there was none'),
  responseBody: EncodedBody,
  costMicroUsd: z.number().int().min(0),
  errorCode: z
    .string()
    .max(64)
    .nullable()
    .describe('A code of our error table, `tool_error` for an isError result, or `rpc:<code>`'),
  errorMessage: z.string().max(8192).nullable(),
  attributes: z.record(z.string(), z.string()),
});
export type CallSpan = z.infer<typeof CallSpan>;

/** One call with a principal: its root span first, then its attempts and waits. Stream `trace`. */
export const CallTraced = envelope(
  'call.traced',
  1,
  z.object({
    ...callIdentity,
    agentName: z.string().max(255),
    toolName: callIdentity.toolName.describe('Tool or prompt name, or resource URI; empty for lists'),
    spans: z.array(CallSpan).min(1).max(100),
  }),
);
export type CallTraced = z.infer<typeof CallTraced>;
