import { describe, expect, it } from '@jest/globals';
import { SseOverflow } from '@gatewayops/mcp';
import { EventBlocks, rewritten, type EventBlock } from './event-blocks.js';

const STREAM =
  'id: 1\nretry: 50\ndata: \n\n: a comment\n\nevent: message\r\nid:2\r\ndata: {"a":\r\ndata: 1}\r\n\r\nretry: 7\n\ndata:x\r\r';

function cut(stream: string, chunkBytes: number): EventBlock[] {
  const blocks = new EventBlocks(1_000);
  const bytes = Buffer.from(stream);
  const found: EventBlock[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) found.push(...blocks.push(bytes.subarray(at, at + chunkBytes)));
  return found;
}
const shown = ({ id, data, retryMs }: EventBlock) => [id, data?.toString() ?? null, retryMs];

describe('an event stream', () => {
  it.each([1, 2, 3, 5, 8, 13, 1_000])('is cut into its blocks, however it arrives: in chunks of %d', (chunkBytes) => {
    expect(cut(STREAM, chunkBytes).map(shown)).toEqual([
      ['1', '', 50],
      [null, null, null],
      ['2', '{"a":\n1}', null],
      [null, null, 7],
      [null, 'x', null],
    ]);
  });

  it('keeps every byte of its blocks', () => {
    expect(Buffer.concat(cut(STREAM, 1_000).map(({ raw }) => raw)).toString()).toBe(STREAM);
  });

  it('may have no block beyond the limit', () => {
    expect(() => cut(`data: ${'x'.repeat(2_000)}`, 100)).toThrow(SseOverflow);
  });
});

describe('a block with another id and other data', () => {
  const [first, comment, second] = cut(STREAM, 1_000) as [EventBlock, EventBlock, EventBlock];
  const again = (raw: Buffer) => new EventBlocks(1_000).push(raw).map(shown);

  it('keeps its other lines', () => {
    const raw = rewritten(second, 'other', Buffer.from('{}'));
    expect(raw.toString()).toBe('id: other\nevent: message\r\ndata: {}\n\n');
    expect(rewritten(first, 'p', first.data).toString()).toBe('id: p\nretry: 50\ndata: \n\n');
  });

  it('keeps its data as it came where only the id is another', () => {
    expect(rewritten(second, 'other', second.data).toString()).toBe(
      'id: other\nevent: message\r\ndata: {"a":\r\ndata: 1}\r\n\r\n',
    );
    expect(rewritten(second, '2', second.data)).toBe(second.raw);
  });

  it('may lose its id', () => {
    expect(again(rewritten(second, null, Buffer.from('7')))).toEqual([[null, '7', null]]);
  });

  it('stays a comment where it was one', () => {
    expect(rewritten(comment, null, null).toString()).toBe(': a comment\n\n');
  });
});
