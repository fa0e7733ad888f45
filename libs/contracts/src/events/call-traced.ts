import { z } from 'zod';
import { SpanId, TraceId, Uuid } from '../ids.js';
import { envelope } from './envelope.js';

export const SpanStatus = z.enum(['success', 'error', 'timeout']);
export type SpanStatus = z.infer<typeof SpanStatus>;

/**
 * A body, at most 64 KiB of UTF-8, in base64: to write JSON as a string of JSON takes the gateway ten times as long.
 */
const EncodedBody = z.string().nullable();
const DecodedBody = z
  .string()
  .transform((base64) => Buffer.from(base64, 'base64').toString('utf8'))
  .nullable();

const spanWith = <Body extends z.ZodType>(body: Body) =>
  z.object({
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
    requestBody: body.describe('null on attempts, and where there was none'),
    responseBody: body,
    costMicroUsd: z.number().int().min(0),
    errorCode: z
      .string()
      .max(64)
      .nullable()
      .describe('A code of our error table, `tool_error` for an isError result, or `rpc:<code>`'),
    errorMessage: z.string().max(8192).nullable(),
    attributes: z.record(z.string(), z.string()),
  });

/**
 * A span of a call. `call` is the root, one for each call with a principal; `attempt` is one try upstream; `wait` is a wait
 * for a person. Bodies and error texts are masked before they get here; sizes are those of the unmasked, uncut bodies.
 */
export const CallSpan = spanWith(DecodedBody);
export type CallSpan = z.infer<typeof CallSpan>;

const tracedWith = <Span extends z.ZodType>(span: Span) =>
  envelope(
    'call.traced',
    1,
    z.object({
      traceId: TraceId,
      requestId: z.string().max(128),
      keyId: Uuid,
      userId: Uuid.nullable(),
      teamId: Uuid.nullable(),
      projectId: Uuid.nullable(),
      environment: z.string().max(16),
      agentName: z.string().max(255),
      mcpServer: z.string().max(100),
      toolName: z.string().max(512).describe('Tool or prompt name, or resource URI; empty for lists'),
      spans: z.array(span).min(1).max(100),
    }),
  );

/** One call with a principal: its root span first, then its attempts and waits. Stream `trace`. */
export const CallTraced = tracedWith(CallSpan);
export type CallTraced = z.infer<typeof CallTraced>;

/** The same with its bodies as they stand on the stream, in base64: for who passes them on to a store that decodes them. */
export const EncodedCallTraced = tracedWith(spanWith(EncodedBody));
export type EncodedCallTraced = z.infer<typeof EncodedCallTraced>;
