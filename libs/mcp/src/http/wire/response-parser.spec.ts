import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ResponseHead } from './response-head.js';
import { HEAD_BYTES_MAX, ResponseParser } from './response-parser.js';

interface Parsed {
  status: number;
  type: string | null;
  body: string;
  /** Of the pushed bytes. */
  taken: number;
  isComplete: boolean;
  isReusable: boolean;
  error: string | null;
}

/** Parses what arrives in `pieces`, each in a buffer that is overwritten afterwards, as sockets do. */
function parse(pieces: Buffer[], { ends = false, areBorrowed = true } = {}): Parsed {
  const parsed: Parsed = {
    status: 0, type: null, body: '', taken: 0, isComplete: false, isReusable: false, error: null,
  }; // prettier-ignore
  const chunks: Buffer[] = [];
  const parser = new ResponseParser({
    onHead: (head: ResponseHead) => {
      parsed.status = head.status;
      parsed.type = head.get('content-type');
    },
    onBody: (chunk) => void chunks.push(chunk),
  });
  parser.start();
  try {
    for (const piece of pieces) {
      if (parser.isComplete) break;
      const bytes = Buffer.from(piece);
      parsed.taken += parser.push(bytes, areBorrowed);
      if (areBorrowed) bytes.fill('!');
    }
    if (ends) parser.end();
  } catch (error) {
    parsed.error = (error as { code?: string }).code ?? String(error);
  }
  parsed.body = Buffer.concat(chunks).toString('latin1');
  parsed.isComplete = parser.isComplete;
  parsed.isReusable = parser.isComplete && parser.isReusable;
  return parsed;
}

const whole = (text: string, options = {}): Parsed => parse([Buffer.from(text, 'latin1')], options);
const lines = (...all: string[]): string => all.map((line) => `${line}\r\n`).join('');
const OK = 'HTTP/1.1 200 OK';

type Row = [what: string, text: string, body: string, isReusable: boolean, ends: boolean];
const RESPONSES = (
  [
  ['a length', `${lines(OK, 'Content-Type: a/b', 'content-LENGTH:  5 \t', '')}hello`, 'hello', true],
  ['a length of zero', lines(OK, 'Content-Length: 0', ''), '', true],
  ['the same length twice', `${lines(OK, 'Content-Length: 2', 'Content-Length: 2', '')}ab`, 'ab', true],
  ['no reason', `${lines('HTTP/1.1 200', 'Content-Length: 1', '')}x`, 'x', true],
  ['no content by status', lines('HTTP/1.1 204 No Content', ''), '', true],
  ['not modified, with the length it would have', lines('HTTP/1.1 304 -', 'Content-Length: 9', ''), '', true],
  ['an end by closing', `${lines(OK, 'Content-Type: a/b', '')}until the end`, 'until the end', false, true],
  ['chunks', lines(OK, 'Transfer-Encoding: Chunked', '', '5', 'hello', '1', '!', '0', ''), 'hello!', true],
  ['chunks with extensions and trailers',
    lines(OK, 'Transfer-Encoding: chunked', '', '00A;name="v;\\"w";x', '0123456789', '0;last', 'Expires: never', 'X:', ''),
    '0123456789', true],
  ['chunks with line breaks in them', lines(OK, 'Transfer-Encoding: chunked', '', '6', '\r\n0\r\n\r', '0', ''), '\r\n0\r\n\r', true],
  ['a length besides chunks', lines(OK, 'Content-Length: 99', 'Transfer-Encoding: chunked', '', '1', 'a', '0', ''), 'a', false],
  ['a wish to close', lines(OK, 'Connection: x, Close', 'Content-Length: 0', ''), '', false],
  ['other words that hold that wish', lines(OK, 'Connection: keep-alive, not-close', 'Content-Length: 0', ''), '', true],
  ['HTTP/1.0', `${lines('HTTP/1.0 200 OK', 'Connection: keep-alive', 'Content-Length: 1', '')}x`, 'x', false],
  ['announcements before it',
    `${lines('HTTP/1.1 100 Continue', '', 'HTTP/1.1 103 Early Hints', 'Link: </a>', '')}${lines(OK, 'Content-Length: 1', '')}x`,
    'x', true],
  ['bytes beyond ASCII in values', `${lines(OK, 'X-Name: \xe9\xff\t ', 'Content-Length: 1', '')}\xff`, '\xff', true],
] as [string, string, string, boolean, boolean?][]
).map(([what, text, body, isReusable, ends = false]): Row => [what, text, body, isReusable, ends]); // prettier-ignore

const HUGE = `X: ${'x'.repeat(HEAD_BYTES_MAX)}`;
const MALFORMED = (
  [
  ['another protocol', '220 mail ready\r\n'],
  ['HTTP/2', lines('HTTP/2 200 OK', '')],
  ['HTTP/1.2', lines('HTTP/1.2 200 OK', '')],
  ['no version', lines('HTTP/ 200 OK', '')],
  ['two digits of status', lines('HTTP/1.1 20 OK', '')],
  ['four digits of status', lines('HTTP/1.1 2000 OK', '')],
  ['a status that is none', lines('HTTP/1.1 099 OK', '')],
  ['a protocol that was not asked for', lines('HTTP/1.1 101 Switching Protocols', 'Upgrade: x', '')],
  ['a control character in the reason', lines('HTTP/1.1 200 O\0K', '')],
  ['a line break of one byte', `HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n`],
  ['a lone carriage return', lines(OK, 'X: a\rb', '')],
  ['a header without colon', lines(OK, 'Content-Length', '')],
  ['a header without name', lines(OK, ': x', '')],
  ['a space before the colon', lines(OK, 'Content-Length : 0', '')],
  ['a line that continues another', lines(OK, 'X: a', ' b', 'Content-Length: 0', '')],
  ['a control character in a value', lines(OK, 'X: a\x01', '')],
  ['two lengths', lines(OK, 'Content-Length: 1', 'Content-Length: 2', '')],
  ['a list of lengths', lines(OK, 'Content-Length: 1, 1', '')],
  ['a signed length', lines(OK, 'Content-Length: +1', '')],
  ['a negative length', lines(OK, 'Content-Length: -1', '')],
  ['a hexadecimal length', lines(OK, 'Content-Length: 0x1', '')],
  ['an empty length', lines(OK, 'Content-Length:', '')],
  ['a length beyond all measure', lines(OK, `Content-Length: ${'9'.repeat(16)}`, '')],
  ['an unknown coding', lines(OK, 'Transfer-Encoding: gzip, chunked', '')],
  ['chunked twice', lines(OK, 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked', '')],
  ['a chunk without length', lines(OK, 'Transfer-Encoding: chunked', '', ';x')],
  ['a chunk of a length that is none', lines(OK, 'Transfer-Encoding: chunked', '', '5g')],
  ['a chunk of a length with a sign', lines(OK, 'Transfer-Encoding: chunked', '', '-5')],
  ['a chunk beyond all measure', lines(OK, 'Transfer-Encoding: chunked', '', 'f'.repeat(13))],
  ['a chunk longer than it says', lines(OK, 'Transfer-Encoding: chunked', '', '2', 'abc')],
  ['a chunk whose line ends with one byte', `${lines(OK, 'Transfer-Encoding: chunked', '')}1\nx`],
  ['a control character in an extension', lines(OK, 'Transfer-Encoding: chunked', '', '1;\n', 'x')],
  ['a control character in a trailer', lines(OK, 'Transfer-Encoding: chunked', '', '0', 'X: \0', '')],
  ['an endless extension', lines(OK, 'Transfer-Encoding: chunked', '', `1;${'x'.repeat(5_000)}`), 'WIRE_HEAD_TOO_LARGE'],
  ['endless trailers', lines(OK, 'Transfer-Encoding: chunked', '', '0', ...Array<string>(2_000).fill('X: trailer')), 'WIRE_HEAD_TOO_LARGE'],
  ['a head without end', `${OK}\r\n${HUGE}`, 'WIRE_HEAD_TOO_LARGE'],
  ['a head that ends too late', lines(OK, HUGE, ''), 'WIRE_HEAD_TOO_LARGE'],
  ['201 headers', lines(OK, ...Array<string>(201).fill('X: y'), ''), 'WIRE_HEAD_TOO_LARGE'],
] as [string, string, string?][]
).map(([what, text, code = 'WIRE_MALFORMED']): [string, string, string] => [what, text, code]); // prettier-ignore

describe('a response', () => {
  it.each(RESPONSES)('with %s', (_what, text, body, isReusable, ends) => {
    expect(whole(text, { ends })).toMatchObject({
      body,
      isComplete: true,
      isReusable,
      taken: text.length,
      error: null,
    });
    expect(whole(text, { ends, areBorrowed: false })).toMatchObject({ body, isComplete: true });
  });

  it.each(RESPONSES)('with %s is the same wherever it is cut in two', (_what, text, _body, _isReusable, ends) => {
    const bytes = Buffer.from(text, 'latin1');
    const expected = whole(text, { ends });
    for (let at = 1; at < bytes.length; at++) {
      expect(parse([bytes.subarray(0, at), bytes.subarray(at)], { ends })).toEqual(expected);
    }
    expect(parse(Array.from(bytes, (_, i) => bytes.subarray(i, i + 1)), { ends })).toEqual(expected); // prettier-ignore
  });

  it.each(RESPONSES.filter(([, , , , ends]) => !ends))('with %s leaves what follows it', (_what, text) => {
    expect(whole(`${text}HTTP/1.1 200`)).toMatchObject({ taken: text.length, isComplete: true, error: null });
  });

  it.each(RESPONSES.filter(([, , body]) => body.length > 0))('with %s is not whole before its end', (_what, text) => {
    const cut = whole(text.slice(0, -1), { ends: true });
    if (text.includes('until the end')) expect(cut).toMatchObject({ body: 'until the en', isReusable: false });
    else expect(cut).toMatchObject({ isComplete: false, error: 'WIRE_CLOSED' });
  });

  it.each(MALFORMED)('with %s is refused', (_what, text, code) => {
    expect(whole(text)).toMatchObject({ error: code, isComplete: false });
    const bytes = Buffer.from(text, 'latin1');
    const step = Math.max(1, Math.floor(bytes.length / 500));
    const pieces = Array.from({ length: Math.ceil(bytes.length / step) }, (_, i) => bytes.subarray(i * step, (i + 1) * step)); // prettier-ignore
    expect(parse(pieces)).toMatchObject({ error: code, isComplete: false });
  });

  it('with a head of just under 64 KiB and 200 headers is taken', () => {
    const headers = Array.from({ length: 199 }, (_, i) => `X-${i}: ${'v'.repeat(310)}`);
    const text = lines(OK, ...headers, 'Content-Length: 0', '');
    expect(text.length).toBeGreaterThan(62_000);
    expect(whole(text)).toMatchObject({ isComplete: true, error: null });
    expect(parse([Buffer.from(text.slice(0, 40_000)), Buffer.from(text.slice(40_000))])).toMatchObject({ isComplete: true }); // prettier-ignore
  });

  it('hands on many small chunks of one read as one piece', () => {
    const sizes: number[] = [];
    const parser = new ResponseParser({ onHead: () => {}, onBody: (chunk) => void sizes.push(chunk.length) });
    parser.start();
    parser.push(Buffer.from(lines(OK, 'Transfer-Encoding: chunked', '', ...Array(300).fill('1\r\nx'), '0', '')), true);
    expect(sizes).toEqual([300]);
  });

  it('is no longer heard of once its parser was stopped by who hears of it', () => {
    const heard: string[] = [];
    const parser = new ResponseParser({
      onHead: () => {
        heard.push('head');
        parser.stop();
      },
      onBody: () => void heard.push('body'),
    });
    parser.start();
    parser.push(Buffer.from(`${lines(OK, 'Content-Length: 1', '')}x`), true);
    expect(heard).toEqual(['head']);
    expect(parser.isComplete).toBe(false);
  });
});

describe('any response', () => {
  const body = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
  const token = fc.stringMatching(/^[a-z-]{1,12}$/);
  const value = fc.stringMatching(/^[\x20-\x7e]{0,20}$/);
  const headers = fc.array(fc.tuple(token, value), { maxLength: 6 }).map((pairs) => pairs.map(([n, v]) => `x-${n}: ${v}`)); // prettier-ignore
  const chunked = fc.array(fc.tuple(body, fc.stringMatching(/^(;[a-z]{1,5}(=[a-z]{1,5})?)?$/)), { maxLength: 5 });
  const response = fc.oneof(
    fc.record({ headers, body }).map((r) => ({
      text: lines(OK, ...r.headers, `Content-Length: ${r.body.length}`, '') + r.body,
      body: r.body,
    })),
    fc.record({ headers, chunked, trailers: headers }).map((r) => {
      const chunks = r.chunked.filter(([content]) => content.length > 0);
      const coded = chunks.map(([content, extension]) => `${content.length.toString(16)}${extension}\r\n${content}`);
      return {
        text: lines(OK, ...r.headers, 'transfer-encoding: chunked', '', ...coded, '0', ...r.trailers, ''),
        body: chunks.map(([content]) => content).join(''),
      };
    }),
  );

  it('is the same however it is cut', () => {
    fc.assert(
      fc.property(response, fc.array(fc.nat(), { maxLength: 12 }), fc.boolean(), (made, cuts, areBorrowed) => {
        const bytes = Buffer.from(made.text, 'latin1');
        const at = [0, ...cuts.map((cut) => cut % bytes.length), bytes.length].toSorted((a, b) => a - b);
        const pieces = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        expect(parse(pieces, { areBorrowed })).toMatchObject({
          status: 200, body: made.body, taken: bytes.length, isComplete: true, isReusable: true, error: null,
        }); // prettier-ignore
      }),
      { numRuns: 500 },
    );
  });

  it('that is noise is refused or not whole, and never more than an error', () => {
    const noise = fc.array(fc.constantFrom('HTTP/1.1 200 OK\r\n', '\r\n', 'transfer-encoding: chunked\r\n', 'content-length: 3\r\n', '0', '3', ';', '\n', '\r', ' ', 'abc', '\0'), { maxLength: 20 }); // prettier-ignore
    fc.assert(
      fc.property(noise, (parts) => {
        const { error } = whole(parts.join(''), { ends: true });
        expect(error ?? 'WIRE_').toMatch(/^WIRE_/);
      }),
      { numRuns: 1_000 },
    );
  });
});
