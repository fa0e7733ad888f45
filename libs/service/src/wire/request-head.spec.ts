import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readRequestHead } from './request-head.js';

const PATH = '/v1/mcp';
const LINE = 'POST /v1/mcp/files/tools/call HTTP/1.1';
const headOf = (...lines: string[]) => readRequestHead(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), PATH);
const withHeader = (...lines: string[]) => headOf(LINE, 'Host: x', 'Content-Length: 2', ...lines);

describe('the head of a request', () => {
  it('is read where it is simple', () => {
    const text = `${LINE}\r\nHOST: a:80\r\ncontent-length:  12\t\r\nConnection: Keep-Alive\r\nx-empty:\r\nX-Accent: é\r\n\r\n{"a":1}`;
    expect(readRequestHead(Buffer.from(text, 'latin1'), PATH)).toEqual({
      url: '/v1/mcp/files/tools/call',
      headers: { host: 'a:80', 'content-length': '12', connection: 'Keep-Alive', 'x-empty': '', 'x-accent': 'é' },
      contentLength: 12,
      bodyStart: text.indexOf('{'),
    });
  });

  it.each([
    ['another method', headOf('GET /v1/mcp/a HTTP/1.1', 'Host: x', 'Content-Length: 0')],
    ['another address', headOf('POST /health HTTP/1.1', 'Host: x', 'Content-Length: 0')],
    ['an older version', headOf('POST /v1/mcp/a HTTP/1.0', 'Host: x', 'Content-Length: 0')],
    ['a space in the target', headOf('POST /v1/mcp/a b HTTP/1.1', 'Host: x', 'Content-Length: 0')],
    ['bytes beyond ASCII in the target', headOf('POST /v1/mcp/é HTTP/1.1', 'Host: x', 'Content-Length: 0')],
    ['no length', headOf(LINE, 'Host: x')],
    ['no host', headOf(LINE, 'Content-Length: 2')],
    ['no header at all', headOf(LINE)],
    ['two lengths', withHeader('content-length: 3')],
    ['a signed length', headOf(LINE, 'Host: x', 'Content-Length: +2')],
    ['a list of lengths', headOf(LINE, 'Host: x', 'Content-Length: 2, 2')],
    ['a length beyond reason', headOf(LINE, 'Host: x', 'Content-Length: 9999999999')],
    ['a transfer coding', withHeader('Transfer-Encoding: chunked')],
    ['an expectation', withHeader('Expect: 100-continue')],
    ['an upgrade', withHeader('Upgrade: h2c')],
    ['a connection that is to end', withHeader('Connection: close')],
    ['another connection option', withHeader('Connection: keep-alive, x-hop')],
    ['a name that stands twice', withHeader('X-A: 1', 'x-a: 2')],
    ['a space before the colon', withHeader('X-A : 1')],
    ['a folded line', withHeader('X-A: 1', ' 2')],
    ['a name that is no token', withHeader('X(A): 1')],
    ['no name', withHeader(': 1')],
    ['no colon', withHeader('X-A')],
    ['a name that every object has', withHeader('constructor: 1')],
    ['a prototype', withHeader('__proto__: 1')],
    ['a bare line feed', withHeader('X-A: 1\nTransfer-Encoding: chunked')],
    ['a bare carriage return', withHeader('X-A: 1\rX-B: 2')],
    ['a NUL', withHeader('X-A: \0')],
    ['a DEL', withHeader('X-A: \x7f')],
    ['a head that is too large', withHeader(`X-A: ${'a'.repeat(20_000)}`)],
    ['a head that is not complete', readRequestHead(Buffer.from(`${LINE}\r\nHost: x\r\n`), PATH)],
    ['a line break before the request', headOf('', LINE, 'Host: x', 'Content-Length: 2')],
  ])('is left to the library with %s', (_what, head) => {
    expect(head).toBeNull();
  });

  it('never takes what would be read in another way after a change of one byte in its framing', () => {
    const good = Buffer.from(`${LINE}\r\nHost: x\r\nContent-Length: 2\r\nX-A: b\r\n\r\n{}`, 'latin1');
    fc.assert(
      fc.property(fc.nat(good.length - 3), fc.nat(255), (at, byte) => {
        const changed = Buffer.from(good);
        changed[at] = byte;
        const head = readRequestHead(changed, PATH);
        if (head === null) return;
        // Whatever it took has a single reading: lines, each with one name, and a body where the empty line says.
        const lines = changed.toString('latin1', 0, head.bodyStart - 4).split('\r\n');
        expect(lines.join('')).not.toMatch(/[\r\n\0]/);
        expect(Object.keys(head.headers)).toHaveLength(lines.length - 1);
        expect(changed.toString('latin1', head.bodyStart - 4, head.bodyStart)).toBe('\r\n\r\n');
      }),
      { numRuns: 2_000 },
    );
  });
});
