import { context, SpanKind, SpanStatusCode, trace, TraceFlags, type Link } from '@opentelemetry/api';
import type { EventHandler, WriteBatch } from './event-handler.js';
import type { WorkerMetrics } from './worker-metrics.js';

const LINKS_MAX = 16;
const tracer = trace.getTracer('gatewayops.streams');

/** Puts the measuring around a handler: time in the stream, time in the handler, and a span that links the events' own. */
export function instrumented(
  handler: EventHandler<unknown>,
  stream: string,
  metrics: WorkerMetrics,
): EventHandler<unknown> {
  const { type, schema } = handler;
  return {
    type,
    schema,
    partitionOf: (event) => handler.partitionOf(event),
    write: async (batch) => {
      const oldestMs = Number(batch.messageIds[0]?.split('-')[0]);
      metrics.waited(stream, type, Math.max(0, (Date.now() - oldestMs) / 1000));
      const startedMs = performance.now();
      const span = tracer.startSpan(`process ${stream}`, {
        kind: SpanKind.CONSUMER,
        links: linksOf(handler, batch),
        attributes: { 'messaging.batch.message_count': batch.events.length, 'gatewayops.event.type': type },
      });
      try {
        return await context.with(trace.setSpan(context.active(), span), () => handler.write(batch));
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
        metrics.processed(stream, type, batch.events.length, (performance.now() - startedMs) / 1000);
      }
    },
  };
}

function linksOf(handler: EventHandler<unknown>, batch: WriteBatch<unknown>): Link[] {
  const links: Link[] = [];
  for (const event of batch.events.slice(0, LINKS_MAX)) {
    const spans = handler.traceOf?.(event);
    if (spans) links.push({ context: { ...spans, traceFlags: TraceFlags.NONE, isRemote: true } });
  }
  return links;
}
