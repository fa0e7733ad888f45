import { describe, expect, it } from '@jest/globals';
import { callEventId, looksLikeOurs, mergedEventId, readEventId } from './event-ids.js';

describe('the id of an event', () => {
  it.each(['1', 'stream_7', 'a.b', 'ü\u0001', ''])('of a call names its member and %j', (id) => {
    const ours = callEventId('abcdef012345', 'tools/call', id)!;
    expect(ours).toMatch(/^[\x21-\x7e]+$/);
    expect(readEventId(ours)).toEqual({ kind: 'call', tag: 'abcdef012345', method: 'tools/call', id });
  });

  it('of the merged stream has the last of each member', () => {
    const ids = new Map([
      ['abcdef012345', '7'],
      ['abcdef012346', 'x.y'],
    ]);
    expect(readEventId(mergedEventId(ids)!)).toEqual({ kind: 'merged', ids });
  });

  it('that is not ours is the sole member’s own', () => {
    expect(readEventId('stream_7')).toEqual({ kind: 'sole', id: 'stream_7' });
    expect([looksLikeOurs('stream_7'), looksLikeOurs(callEventId('abcdef012345', 'tools/call', '1')!)]).toEqual([
      false,
      true,
    ]);
  });

  it('is left out where a header could not hold it', () => {
    expect(callEventId('abcdef012345', 'tools/call', 'x'.repeat(5_000))).toBeNull();
  });
});
