import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../changes/actor.js';
import { NotedReads } from './noted-reads.js';

const ORG = '019a0000-0000-7000-8000-000000000001';
const ann: Actor = { type: 'user', id: ORG, email: null, ipAddress: '127.0.0.1', userAgent: null, requestId: null };
const NOW = Date.parse('2026-11-22T10:00:00Z');
const HOUR = 3_600_000;
const range = (fromMs: number, toMs: number) => ({
  from: new Date(fromMs).toISOString(),
  to: new Date(toMs).toISOString(),
});

describe('reads of the audit log', () => {
  it('are the same where a page asks for the last day again and again', () => {
    const noted = new NotedReads();
    noted.note(ORG, ann, range(NOW - 24 * HOUR, NOW + 1_000), NOW);
    const later = NOW + 20_000;
    expect(noted.isNew(ORG, ann, range(later - 24 * HOUR, later + 1_000), later)).toBe(false);
    expect(noted.isNew(ORG, ann, range(later - 48 * HOUR, later + 1_000), later)).toBe(true);
    expect(noted.isNew(ORG, ann, { ...range(later - 24 * HOUR, later), event_type: 'user.*' }, later)).toBe(true);
    expect(noted.isNew(ORG, { ...ann, id: null }, range(later - 24 * HOUR, later), later)).toBe(true);
  });

  it('are others where they ask for another time in the past, and after a minute', () => {
    const noted = new NotedReads();
    const past = range(NOW - 24 * HOUR, NOW - 12 * HOUR);
    noted.note(ORG, ann, past, NOW);
    expect(noted.isNew(ORG, ann, past, NOW + 59_000)).toBe(false);
    expect(noted.isNew(ORG, ann, range(NOW - 25 * HOUR, NOW - 13 * HOUR), NOW)).toBe(true);
    expect(noted.isNew(ORG, ann, past, NOW + 61_000)).toBe(true);
  });
});
