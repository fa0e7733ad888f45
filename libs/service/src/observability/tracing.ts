import { context, propagation, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';

export { SpanKind, type Attributes, type Span } from '@opentelemetry/api';

/** A span that records nothing; what {@link startSpan} gives while tracing is off. */
const NO_SPAN: Span = trace.wrapSpanContext({ traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 });
const tracer = trace.getTracer('gatewayops');
let enabled = false;

/** Whether spans go anywhere: `OTEL_EXPORTER_OTLP_ENDPOINT` is set. */
export const tracingEnabled = (): boolean => enabled;

/**
 * Starts exporting the spans of this process over OTLP/HTTP. The SDK is loaded only here, so that a service without an
 * endpoint pays nothing. Instruments nothing by itself: spans are written by hand.
 * @returns a function that sends what is left
 */
export async function startTracing(options: { service: string; endpoint: string }): Promise<() => Promise<void>> {
  const [{ NodeSDK }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const url = `${options.endpoint.replace(/\/$/, '')}/v1/traces`;
  const sdk = new NodeSDK({
    serviceName: `gatewayops-${options.service}`,
    traceExporter: new OTLPTraceExporter({ url, timeoutMillis: 5_000 }),
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
    autoDetectResources: false,
  });
  sdk.start();
  enabled = true;
  return async () => {
    enabled = false;
    await sdk.shutdown();
  };
}

export interface SpanOptions {
  attributes?: Attributes;
  kind?: SpanKind;
  /** The caller's `traceparent` (W3C Trace Context) or a span of ours; else the running span is the parent. */
  parent?: string | Span | undefined;
  /** Milliseconds since 1970; now unless given. */
  startTimeMs?: number;
}

function parentContext(parent: string | Span | undefined) {
  const active = context.active();
  if (parent === undefined) return active;
  return typeof parent === 'string'
    ? propagation.extract(active, { traceparent: parent })
    : trace.setSpan(active, parent);
}

/** Starts a span that the caller ends. Costs one branch while tracing is off. */
export function startSpan(name: string, options: SpanOptions = {}): Span {
  if (!enabled) return NO_SPAN;
  const { attributes, kind, startTimeMs } = options;
  return tracer.startSpan(
    name,
    {
      ...(attributes ? { attributes } : {}),
      ...(kind !== undefined ? { kind } : {}),
      ...(startTimeMs !== undefined ? { startTime: startTimeMs } : {}),
    },
    parentContext(options.parent),
  );
}

/** Marks a span as failed. */
export function failSpan(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
}

/** Runs `work` inside a span that ends with it and is marked when it throws. */
export async function withSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  if (!enabled) return work(NO_SPAN);
  const span = startSpan(name, options);
  try {
    return await context.with(trace.setSpan(context.active(), span), () => work(span));
  } catch (error) {
    failSpan(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Runs `work` with `span` as the parent of what it starts. */
export const insideSpan = <T>(span: Span, work: () => T): T =>
  enabled ? context.with(trace.setSpan(context.active(), span), work) : work();

/** The `traceparent` to send with a request of ours; undefined outside a trace or while tracing is off. */
export function currentTraceparent(): string | undefined {
  if (!enabled) return undefined;
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier['traceparent'];
}
