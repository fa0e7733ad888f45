import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRestCall, restCallParams } from './rest-call.js';
import { bytesOf, membersOf, sliceOf } from './slice.js';
import { ResultSplitter } from './result-splitter.js';
import { SseOverflow, SseParser } from './sse-parser.js';
import type { SseEvent } from './sse-parser.js';

/** Cuts bytes at the given places, as a network would. */
function chunksOf(bytes: Buffer, cuts: number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b);
  const chunks: Buffer[] = [];
  let from = 0;
  for (const to of [...places, bytes.length]) {
    chunks.push(Buffer.from(bytes.subarray(from, to)));
    from = to;
  }
  return chunks;
}

function eventsOf(text: string | Buffer, cuts: number[] = [], bytesMax = 10_000): SseEvent[] {
  const events: SseEvent[] = [];
  const parser = new SseParser(bytesMax, (event) => events.push(event));
  for (const chunk of chunksOf(Buffer.from(text), cuts)) parser.push(chunk);
  return events;
}
const dataOf = (events: SseEvent[]): string[] => events.map((event) => event.data.toString());

describe('SseParser', () => {
  it('reads the same events wherever the chunks end and whatever ends the lines', () => {
    const line = fc.constantFrom(
      'data: {"a":"é"}',
      'data:b',
      'data',
      ': ping',
      'id: 7',
      'event: x',
      'retry: 50',
      'x: y',
      '',
    );
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat()), fc.constantFrom('\r\n', '\r'), (lines, cuts, newline) => {
        const expected = eventsOf([...lines, '', ''].join('\n'));
        expect(eventsOf([...lines, '', ''].join(newline), cuts)).toEqual(expected);
      }),
    ); // prettier-ignore
  });

  it('joins lines of data, keeps the last id, and takes the event name for one event', () => {
    const events = eventsOf('\ufeffid: 1\nevent: e\ndata: a\ndata: b\n\n: c\ndata:  d\nretry: 1500\n\nid\ndata:\n\n');
    expect(events.map(({ data, ...rest }) => ({ ...rest, data: data.toString() }))).toEqual([
      { event: 'e', data: 'a\nb', id: '1', retryMs: null },
      { event: 'message', data: ' d', id: '1', retryMs: 1500 },
      { event: 'message', data: '', id: '', retryMs: null },
    ]);
  });

  it('gives no event that was not ended by an empty line', () => expect(eventsOf('data: a\n')).toEqual([]));

  it('refuses an event or a line that never ends', () => {
    expect(() => eventsOf('x'.repeat(101), [], 100)).toThrow(SseOverflow);
    expect(() => eventsOf('data: 0123456789\n'.repeat(11), [50], 100)).toThrow(SseOverflow);
    expect(dataOf(eventsOf('data: 0123456789\n\n: keep alive\n\n'.repeat(50), [], 100))).toHaveLength(50);
  });
});

function split(text: string, cuts: number[]): { value: string; splitter: ResultSplitter } {
  const splitter = new ResultSplitter();
  const parts = chunksOf(Buffer.from(text), cuts).map((chunk) => splitter.push(chunk));
  return { value: Buffer.concat(parts.filter((part) => part !== null)).toString(), splitter };
}

describe('ResultSplitter', () => {
  it('gives exactly the bytes of the value, wherever the chunks end', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constant({ result: { error: '"}' }, isError: false }),
      fc.string({ minLength: 100 }),
    );
    fc.assert(
      fc.property(value, fc.constantFrom('result', 'error'), fc.nat(2), fc.array(fc.nat()), (json, kind, place, cuts) => {
        const raw = JSON.stringify(json);
        const members = ['"jsonrpc":"2.0"', '"id":"result"', '"x":{"result":1}'];
        members.splice(place, 0, `"${kind}":${raw}`);
        const { value: got, splitter } = split(`{${members.join(',')}}`, cuts);
        expect(got).toBe(raw);
        expect(splitter).toMatchObject({ kind, complete: true, failed: false, valueBytes: Buffer.byteLength(raw) });
      }),
    ); // prettier-ignore
  });

  it('notices a tool failure, and only in the value itself', () => {
    expect(split('{"result":{"content":[{"isError":false}],"isError" : true},"id":1}', [3, 9]).splitter.isError).toBe(true);
    expect(split('{"result":{"isError":false,"x":{"isError":true}},"isError":true}', []).splitter.isError).toBe(false);
  }); // prettier-ignore

  it.each(['[]', 'hello', '{"result":{]}', '{"result":1,"result":2}', '{"result":1}{'])('fails on %j', (text) =>
    expect(split(text, []).splitter.failed).toBe(true),
  );
  it.each(['{"id":1}', '{"result":{"a":1}', '{"result":"'])('is not complete after %j', (text) =>
    expect(split(text, []).splitter.complete).toBe(false),
  );
});

const paramsOf = (text: string): unknown => {
  const call = parseRestCall(Buffer.from(text));
  if (call.kind === 'fault') return call.field;
  const params = restCallParams(call);
  if (!params) return null;
  // What is said about its members without having looked is what one finds who looks.
  expect(params.members).toEqual(membersOf(sliceOf(bytesOf(params))));
  return bytesOf(params).toString();
};

describe('parseRestCall', () => {
  it('turns bodies into params without touching arguments', () => {
    expect(paramsOf('{"arguments":{ "n":9007199254740993,"a":1,"a":2 },"tool":"t\\u0041"}')).toBe(
      '{"name":"tA","arguments":{ "n":9007199254740993,"a":1,"a":2 }}',
    );
    expect(paramsOf('{"uri":"file:///é"}')).toBe('{"uri":"file:///é"}');
    expect(paramsOf('{"cursor":""}')).toBe('{"cursor":""}');
    expect(paramsOf('')).toBeNull();
    expect(paramsOf('{"arguments":null}')).toBeNull();
  });

  it.each([
    ['', '[]'],
    ['', '{"tool"'],
    ['tool', '{"tool":7}'],
    ['tool', '{"tool":"a","tool":"b"}'],
    ['arguments', '{"tool":"a","arguments":[]}'],
  ])('names the field %j that is wrong in %s', (field, text) => expect(paramsOf(text)).toBe(field));
});
