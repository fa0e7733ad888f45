import type { GatewayOpsError, IssuedKey, McpServerRuntime, PriceCard, Principal } from '@gatewayops/contracts';
import type { Masking } from '@gatewayops/domain';
import type { Upstream } from '@gatewayops/mcp';
import type { AggregateCall } from '../aggregate/aggregate-call.js';
import type { RateDecision } from '../rate-limit/rate-decision.js';
import type { Answer } from './answer.js';
import type { Operation } from './operation.js';
import type { Inbound } from './inbound.js';

/** The ids of a call in W3C Trace Context (section 3.2): hex, lower case. */
export interface TraceContext {
  traceId: string;
  spanId: string;
  /** The caller's span, where it sent a `traceparent`. */
  parentSpanId: string | null;
  /** What goes upstream. */
  traceparent: string;
}

/** What a call is worth, in micro-USD, before and after it. */
export interface CallCost {
  card: PriceCard | null;
  estimateMicroUsd: number;
}

/**
 * All that is known of one call. Every field is set here, so that the engine sees one shape; stages fill them in the order
 * of `request-path.ts`.
 */
export class Call {
  readonly inbound: Inbound;
  /** Milliseconds since 1970, and the same moment on the monotonic clock. */
  readonly startTimeMs: number;
  readonly startedAt: number;

  requestId: string | null = null;
  principal: Principal | null = null;
  /** By what its organisation's own rules mask it, as of its beginning; null where there are none. There before `principal`. */
  masking: Masking | null = null;
  /** Whose key it was, where the key may not be used from where it came. */
  refusedPrincipal: Principal | null = null;
  /** The key that it came with, where it was good once. */
  refusedKey: IssuedKey | null = null;
  rate: RateDecision | null = null;
  trace: TraceContext | null = null;
  body: Buffer | null = null;
  operation: Operation | null = null;
  /** On an endpoint that stands for several servers: which they are, and which of them this concerns. */
  aggregate: AggregateCall | null = null;
  server: McpServerRuntime | null = null;
  /** Not there where the call concerns several servers. */
  upstream: Upstream | null = null;
  authorized: true | null = null;
  cost: CallCost | null = null;
  delivery: true | null = null;
  answer: Answer | null = null;
  /** Micro-USD, once settled. */
  costMicroUsd: number | null = null;

  /** Why the call ended early, where it did. */
  failure: GatewayOpsError | null = null;
  /** Whether another replica took it, and this one does stage 09 alone: it is handed on no further. */
  isForwarded = false;
  /** Whether stage 09 was entered: such a call has a cost row. */
  sentUpstream = false;
  /** Microseconds spent in each stage, in the order of the path. */
  readonly stageTimesUs: number[] = [];
  /** When it ended, in milliseconds since 1970, and how long it took. */
  endTimeMs = 0;
  durationUs = 0;

  constructor(inbound: Inbound) {
    this.inbound = inbound;
    this.startTimeMs = Date.now();
    this.startedAt = performance.now();
  }

  /** Notes the time of its end: it may be recorded later. */
  end(): void {
    this.endTimeMs = Date.now();
    this.durationUs = Math.round((performance.now() - this.startedAt) * 1000);
  }
}

/** A call on which the named fields are known to be filled. */
export type Ready<Fields extends keyof Call> = Call & { [Field in Fields]: NonNullable<Call[Field]> };

/** What the ways to an answer may rely on. */
export type RoutedCall = Ready<'requestId' | 'principal' | 'trace' | 'body' | 'operation' | 'server' | 'upstream'>;

/** A call that has a principal and ended, whichever way. */
export type EndedCall = Ready<'requestId' | 'principal'>;
