import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildArray, buildRequest, elementsOf, onOneLine, withMember, withoutMember } from './edit.js';
import { parseMessage } from './message.js';
import type { RpcMessage } from './message.js';
import { DEPTH_MAX, forgetSearch, scanObject, skipValue } from './scan.js';
import { bytesOf, memberOf, membersOf, RawJsonError, sliceOf, stringOf } from './slice.js';

const accepts = (text: string | Buffer): boolean => {
  forgetSearch();
  const { bytes, start, end } = sliceOf(Buffer.from(text));
  return skipValue(bytes, start, end) === end;
};
const jsonParses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
const message = (text: string): RpcMessage => {
  const parsed = parseMessage(Buffer.from(text));
  if (parsed.kind === 'fault' || parsed.kind === 'batch') throw new Error(`no message: ${JSON.stringify(parsed)}`);
  return parsed;
};
/** JSON text with spaces, line breaks and escapes that `JSON.stringify` alone never writes. */
const jsonText = fc
  .tuple(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t', ' \r\n'))
  .map(([value, space]) => JSON.stringify(value, undefined, space as never));

describe('the scanner, against JSON.parse', () => {
  it('takes whatever JSON.parse takes', () => {
    fc.assert(fc.property(jsonText, (text) => expect(accepts(text)).toBe(true)));
  });

  it('refuses what JSON.parse refuses, when one byte of short-stringed JSON is changed, added or taken away', () => {
    const mutation = fc.tuple(jsonText, fc.nat(), fc.constantFrom(...'{}[]",:\\eE+-.019tfnu \n'), fc.nat(2));
    fc.assert(
      fc.property(mutation, ([text, at, byte, how]) => {
        const i = at % (text.length + 1);
        const mutant = text.slice(0, i) + (how === 0 ? '' : byte) + text.slice(how === 1 ? i : i + 1);
        // In long stretches of a string control characters are passed over: the one liberty it takes.
        fc.pre(mutant.length < 48);
        expect(accepts(mutant)).toBe(jsonParses(mutant));
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['', ' ', '01', '1.', '.5', '+1', '1e', 'tru', 'nul', 'truee', '{"a"}', '{a:1}', '[1,]', '{"a":1,}', '[1 2]', '"\\x"', '"\\u12g4"', '"\t"', '[}', '{]', '[[]', '{"a":1}}', '\u00a01'])(
    'refuses %j',
    (text) => expect(accepts(text)).toBe(false),
  ); // prettier-ignore

  it.each(['1e400', '-0', '123456789012345678901234567890', '"\\ud800"', '{"":{"":[]}}', '0.1E-7', ' [ ] '])(
    'takes %j',
    (text) => expect(accepts(text)).toBe(true),
  );

  it('stops at its depth, however deep the bytes go on', () => {
    expect(accepts('['.repeat(DEPTH_MAX) + ']'.repeat(DEPTH_MAX))).toBe(true);
    expect(accepts('['.repeat(DEPTH_MAX + 1) + ']'.repeat(DEPTH_MAX + 1))).toBe(false);
    expect(accepts('[{"a":'.repeat(1_000_000))).toBe(false);
  });

  it('finds the end of long strings with quotes, backslashes and text of any script in them', () => {
    const long = fc.array(fc.constantFrom('a'.repeat(60), '\\"', '\\\\', '€', '\\u0041', 'b'), { maxLength: 60 });
    fc.assert(
      fc.property(fc.array(long, { maxLength: 6 }), (strings) => {
        const text = `[${strings.map((parts) => `"${parts.join('')}"`).join(',')}]`;
        expect(elementsOf(sliceOf(Buffer.from(text))).map((e) => stringOf(e))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('cuts an object into slices that, put together again, are the same bytes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 2), (object, space) => {
        const bytes = Buffer.from(JSON.stringify(object, undefined, space));
        const index: number[] = [];
        forgetSearch();
        expect(scanObject(bytes, 0, bytes.length, index)).toBe(bytes.length);
        let at = 0;
        const pieces: Buffer[] = [];
        const entries: [string, unknown][] = [];
        for (let m = 0; m < index.length; m += 4) {
          const [keyStart, keyEnd, valueStart, valueEnd] = index.slice(m, m + 4) as [number, number, number, number];
          pieces.push(bytes.subarray(at, keyStart), bytes.subarray(keyStart, keyEnd));
          pieces.push(bytes.subarray(keyEnd, valueStart), bytes.subarray(valueStart, valueEnd));
          entries.push([
            JSON.parse(bytes.toString('utf8', keyStart, keyEnd)) as string,
            JSON.parse(bytes.toString('utf8', valueStart, valueEnd)),
          ]);
          at = valueEnd;
        }
        pieces.push(bytes.subarray(at));
        expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
        expect(entries).toEqual(Object.entries(JSON.parse(bytes.toString()) as object));
      }),
    );
  });
});

describe('members', () => {
  const object = sliceOf(Buffer.from('{"n\\u0061me":"x","big":9007199254740993,"twice":1,"t\\u0077ice":2}'));

  it('is found under its decoded name', () => expect(stringOf(memberOf(object, 'name'))).toBe('x'));
  it('is null when absent', () => expect(memberOf(object, 'nam')).toBeNull());
  it('keeps its digits', () => expect(bytesOf(memberOf(object, 'big') ?? object).toString()).toBe('9007199254740993'));
  it('is refused when its name stands twice, spelled differently', () =>
    expect(() => memberOf(object, 'twice')).toThrow(RawJsonError));
  it('refuses what is no object', () => expect(() => membersOf(sliceOf(Buffer.from('[1]')))).toThrow(RawJsonError));
  it('knows no text in bytes that are not UTF-8', () =>
    expect(stringOf(sliceOf(Buffer.from([0x22, 0xff, 0x22])))).toBeNull());
});

describe('messages', () => {
  it('cuts a request and leaves every byte of its params', () => {
    const params = '{"name":"t","arguments":{"n":9007199254740993,"e":1e400,"a":1,"a":2}, "x" : [ ]}';
    const parsed = message(` {"method":"tools/call","id":"\\u0061","params":${params},"jsonrpc":"2.0","extra":1}\n`);
    expect(parsed.kind).toBe('request');
    expect(parsed.method).toBe('tools/call');
    expect(parsed.id?.toString()).toBe('"\\u0061"');
    expect(bytesOf(parsed.params as never).toString()).toBe(params);
    expect(stringOf(memberOf(parsed.params as never, 'name'))).toBe('t');
  });

  it.each([
    ['notification', '{"jsonrpc":"2.0","method":"m"}'],
    ['response', '{"jsonrpc":"2.0","id":1,"result":null}'],
    ['error-response', '{"jsonrpc":"2.0","error":{"code":-32000,"message":"x"}}'],
    ['error-response', '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"x"}}'],
  ])('knows a %s', (kind, text) => expect(message(text).kind).toBe(kind));

  it.each([
    [-32700, '{"jsonrpc":"2.0","id":1,"method":"m"'],
    [-32700, '{"jsonrpc":"2.0","id":1,"method":"m"} x'],
    [-32700, '\u0000'],
    [-32600, '7'],
    [-32600, '[]'],
    [-32600, '{"id":1,"method":"m"}'],
    [-32600, '{"jsonrpc":"2.0","id":{},"method":"m"}'],
    [-32600, '{"jsonrpc":"2.0","id":null,"method":"m"}'],
    [-32600, '{"jsonrpc":"2.0","id":1,"method":7}'],
    [-32600, '{"jsonrpc":"2.0","id":1,"method":"a","m\\u0065thod":"b"}'],
    [-32600, '{"jsonrpc":"2.0","id":1,"result":1,"error":{}}'],
    [-32600, '{"jsonrpc":"2.0","id":1}'],
  ])('answers %d to %j', (code, text) =>
    expect(parseMessage(Buffer.from(text))).toMatchObject({ kind: 'fault', code }),
  );

  it('takes a batch apart', () => {
    const batch = parseMessage(Buffer.from('[{"jsonrpc":"2.0","method":"a"} , {"jsonrpc":"2.0","id":2,"method":"b"}]'));
    if (batch.kind !== 'batch') throw new Error(batch.kind);
    expect(batch.elements.map((element) => (parseMessage(element) as RpcMessage).method)).toEqual(['a', 'b']);
  });
});

describe('editing', () => {
  const keys = fc.constantFrom('a', 'b', 'ключ', 'é"q');
  it('replaces, appends and removes one member and no other byte of the rest, as JSON.parse sees it', () => {
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), keys, fc.jsonValue(), (object, key, value) => {
        const slice = () => sliceOf(Buffer.from(JSON.stringify(object, undefined, 1)));
        const plain = JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
        const json = JSON.stringify(value);
        expect(JSON.parse(withMember(slice(), key, Buffer.from(json)).toString())).toEqual({ ...plain, [key]: JSON.parse(json) });
        const { [key]: _, ...rest } = plain;
        expect(JSON.parse(withoutMember(slice(), key).toString())).toEqual(rest);
      }),
    ); // prettier-ignore
  });

  it('leaves numbers and order alone', () => {
    const object = sliceOf(Buffer.from('{ "z":1e400,\n"id":1, "a":9007199254740993 }'));
    expect(withMember(object, 'id', Buffer.from('2')).toString()).toBe('{ "z":1e400,\n"id":2, "a":9007199254740993 }');
  });

  it('builds requests, arrays and single lines', () => {
    expect(JSON.parse(buildRequest(7, 'a"b', Buffer.from('{"x":1}')).toString())).toEqual({
      jsonrpc: '2.0', id: 7, method: 'a"b', params: { x: 1 },
    }); // prettier-ignore
    expect(buildArray(elementsOf(sliceOf(Buffer.from('[ 1e400 , {} ]')))).toString()).toBe('[1e400,{}]');
    expect(onOneLine(Buffer.from('{\r\n"a":1}')).toString()).toBe('{  "a":1}');
  });
});
