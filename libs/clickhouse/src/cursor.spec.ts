import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { CursorCodec } from './cursor.js';

const codec = new CursorCodec('s'.repeat(32), z.tuple([z.number(), z.string()]));
const cursor = codec.encode(['traces', 'a', { q: '' }], [7, 'x']);

describe('CursorCodec', () => {
  it('gives back the position of the same list', () => {
    expect(codec.decode(['traces', 'a', { q: '' }], cursor)).toEqual([7, 'x']);
  });

  it.each<[string, unknown, string]>([
    ['of another organisation', ['traces', 'b', { q: '' }], cursor],
    ['of other filters', ['traces', 'a', { q: 'x' }], cursor],
    ['made with another secret', ['traces', 'a', { q: '' }], new CursorCodec('t'.repeat(32), z.any()).encode(['traces', 'a', { q: '' }], [7, 'x'])], // prettier-ignore
    ['that is empty', ['traces', 'a', { q: '' }], ''],
    ['that is no base64url', ['traces', 'a', { q: '' }], `${cursor}!`],
  ])('refuses a cursor %s', (_, list, given) => {
    expect(() => codec.decode(list, given)).toThrow(
      expect.objectContaining({ code: 'validation_error' }) as unknown as Error,
    );
  });

  it('refuses a cursor with any character changed', () => {
    for (let i = 0; i < cursor.length; i++) {
      const changed = cursor.slice(0, i) + (cursor[i] === 'A' ? 'B' : 'A') + cursor.slice(i + 1);
      expect(() => codec.decode(['traces', 'a', { q: '' }], changed)).toThrow();
    }
  });
});
