import { describe, expect, it } from '@jest/globals';
import { traceFrom } from './04-start-trace.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

describe('traceparent (W3C Trace Context, section 3.2)', () => {
  it('continues the caller’s trace under a span of its own', () => {
    const trace = traceFrom(`00-${TRACE}-${PARENT}-01`);
    expect(trace).toMatchObject({ traceId: TRACE, parentSpanId: PARENT });
    expect(trace.spanId).not.toBe(PARENT);
    expect(trace.traceparent).toBe(`00-${TRACE}-${trace.spanId}-01`);
  });

  it('reads the known part of a later version', () => {
    expect(traceFrom(`01-${TRACE}-${PARENT}-01-more`).traceId).toBe(TRACE);
  });

  it.each([
    ['none', null],
    ['version ff', `ff-${TRACE}-${PARENT}-01`],
    ['an all-zero trace id', `00-${'0'.repeat(32)}-${PARENT}-01`],
    ['an all-zero parent id', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['upper case', `00-${TRACE.toUpperCase()}-${PARENT}-01`],
    ['too short', `00-${TRACE}-${PARENT}`],
  ])('starts a new trace for %s', (_name, header) => {
    const trace = traceFrom(header);
    expect(trace.parentSpanId).toBeNull();
    expect(trace.traceId).not.toBe(TRACE);
  });
});
