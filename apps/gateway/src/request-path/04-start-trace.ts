import { newSpanId, newTraceId } from '../record/random-ids.js';
import type { TraceContext } from './call.js';
import { stage } from './stage.js';

/** W3C Trace Context, section 3.2: version, trace id, parent id, flags; a later version may append to it. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?$/;

/** Continues the caller's trace where it sent one, so that the calls of one run are one trace. */
export const startTrace = () =>
  stage('start-trace', ['principal'], ['trace'], (call) => {
    const given = call.inbound.headers.traceparent;
    call.trace = traceFrom(typeof given === 'string' ? given : null);
  });

export function traceFrom(traceparent: string | null): TraceContext {
  const match = traceparent === null ? null : TRACEPARENT.exec(traceparent);
  const traceId = match?.[1] ?? newTraceId();
  const spanId = newSpanId();
  return { traceId, spanId, parentSpanId: match?.[2] ?? null, traceparent: `00-${traceId}-${spanId}-01` };
}
