import { expect, it } from '@jest/globals';
import { EventReader } from './event-reader.js';

const STREAM = ': x\r\n\r\ndata: {"a":\ndata:  1}\n\nevent: message\rid: 1\rdata:é\r\rdata: \n\ndata: b\r\n\r\n';

it.each([1, 2, 3, 1000])('reads events from chunks of %d bytes', (size) => {
  const bytes = Buffer.from(STREAM);
  const seen: string[] = [];
  const reader = new EventReader((data) => seen.push(data));
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  expect(seen).toEqual(['{"a":\n 1}', 'é', 'b']);
});

it('gives an event as soon as its last line ends, though an LF may follow', () => {
  const seen: string[] = [];
  new EventReader((data) => seen.push(data)).push(Buffer.from('data: a\r\r'));
  expect(seen).toEqual(['a']);
});
