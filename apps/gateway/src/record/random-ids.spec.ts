import { SpanId, TraceId, Uuid } from '@gatewayops/contracts';
import { describe, expect, it } from '@jest/globals';
import { newEventId, newRequestId, newSpanId, newTraceId } from './random-ids.js';

describe('random ids', () => {
  it('has the form that its standard asks for, across the refill of the random block', () => {
    for (let i = 0; i < 2000; i++) {
      expect(TraceId.safeParse(newTraceId()).success).toBe(true);
      expect(SpanId.safeParse(newSpanId()).success).toBe(true);
      expect(newRequestId()).toMatch(/^req_[0-9a-f]{24}$/);
    }
  });

  it('makes UUIDv7 with the time in front', () => {
    const timeMs = Date.UTC(2026, 10, 21, 12);
    const id = newEventId(timeMs);
    expect(Uuid.safeParse(id).success).toBe(true);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(timeMs);
  });

  it('repeats none of 100,000', () => {
    const ids = new Set(Array.from({ length: 100_000 }, () => newEventId(1_000)));
    expect(ids.size).toBe(100_000);
  });
});
