import { describe, expect, it } from '@jest/globals';
import { readRange, timesOf } from './range.js';

const from = (query: string) => (name: string) => new URLSearchParams(query).get(name);

describe('a range of the address', () => {
  it('is a name, or two times', () => {
    expect(readRange(from('range=7d'))).toEqual({ name: '7d' });
    expect(readRange(from('from=2026-01-01T00:00:00Z&to=2026-01-02'))).toEqual({
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-01-02T00:00:00.000Z',
    });
  });

  it.each(['', 'range=1y', 'from=x&to=y', 'from=2026-01-02&to=2026-01-01', 'from=2026-01-02'])(
    'that makes no sense (%s) is the default',
    (query) => expect(readRange(from(query))).toEqual({ name: '24h' }),
  );

  it('ends a second from now where it has a name', () => {
    const now = Date.parse('2026-01-02T00:00:00Z');
    expect(timesOf({ name: '1h' }, now)).toEqual({
      start_time: '2026-01-01T23:00:01.000Z',
      end_time: '2026-01-02T00:00:01.000Z',
    });
  });
});
