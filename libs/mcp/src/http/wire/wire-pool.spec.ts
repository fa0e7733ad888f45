import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer as createTlsServer } from 'node:tls';
import { Ears, pause, until } from '../../fixtures/ears.js';
import { answer, closePlaces, get, place } from '../../fixtures/place.js';

afterEach(closePlaces);

describe('connections', () => {
  it('are used again, the last one first, with each answer going where it belongs', async () => {
    const { pool, sockets, count } = await place((socket, path) => socket.write(answer(path, 'Content-Type: t/p')));
    const three = await Promise.all(['/a', '/b', '/c'].map((path) => get(pool, path).over));
    expect(three.map(({ body, type }) => [body, type])).toEqual([['/a', 't/p'], ['/b', 't/p'], ['/c', 't/p']]); // prettier-ignore
    for (let i = 0; i < 10; i++) expect((await get(pool, `/${i}`).over).body).toBe(`/${i}`);
    expect(sockets.length).toBe(3);
    expect(count()).toBe(3);
  });

  it.each([
    ['Connection: close', answer('x', 'Connection: close')],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx'],
    ['a server that keeps them for a second', answer('x', 'Keep-Alive: timeout=1')],
    ['an answer that something follows', `${answer('x')}HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison`],
    ['an answer that a byte follows', `${answer('x')}!`],
    ['two framings', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n'],
  ])('are not used again after %s', async (_what, text) => {
    const { pool, sockets, count } = await place((socket) => socket.write(text));
    expect(await get(pool).over).toMatchObject({ status: 200, body: 'x', error: null });
    expect(await get(pool).over).toMatchObject({ status: 200, body: 'x', error: null });
    expect(sockets.length).toBe(2);
    await until(() => count() === 0);
  });

  it('are closed when something comes that nobody asked for', async () => {
    const { pool, sockets, count } = await place((socket, path) => socket.write(answer(path)));
    await get(pool, '/1').over;
    sockets[0]?.write(answer('poison'));
    await until(() => count() === 0);
    expect((await get(pool, '/2').over).body).toBe('/2');
  });

  it('that the server closes while they are idle harm nobody', async () => {
    const { pool, sockets, count } = await place((socket, path) => socket.write(answer(path)));
    for (const end of ['end', 'destroy', 'resetAndDestroy'] as const) {
      expect((await get(pool, `/${end}`).over).body).toBe(`/${end}`);
      sockets.at(-1)?.[end]();
      await until(() => count() === 0);
    }
    expect(sockets.length).toBe(3);
  });

  it('are closed a second before the server would', async () => {
    const { pool, count } = await place((socket) => socket.write(answer('x', 'Keep-Alive: max=5, timeout=2')));
    await get(pool).over;
    await pause(700);
    expect(count()).toBe(1);
    await until(() => count() === 0);
  });

  it('over TLS', async () => {
    // A shared key, since a certificate would have to be made.
    const key = Buffer.from('0123456789abcdef');
    const psk = { ciphers: 'PSK', maxVersion: 'TLSv1.2' as const };
    const server = createTlsServer({ ...psk, pskCallback: () => key });
    const connector = { ...psk, pskCallback: () => ({ psk: key, identity: 'a' }), checkServerIdentity: () => undefined };
    const body = 'y'.repeat(300_000);
    const { pool, sockets } = await place((socket) => socket.write(answer(body)), { server, connector, protocol: 'https:' });
    for (let i = 0; i < 3; i++) expect(await get(pool).over).toMatchObject({ bytes: body.length, error: null });
    expect(sockets.length).toBe(1);
  }); // prettier-ignore
});

describe('a server that', () => {
  it.each([
    ['closes at once', ''],
    ['closes within the head', 'HTTP/1.1 200 OK\r\nContent'],
    ['closes within a body with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx'],
    ['closes between chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n'],
  ])('%s fails the request', async (_what, text) => {
    const { pool, count } = await place((socket) => socket.end(text));
    expect(await get(pool).over).toMatchObject({ error: { code: 'WIRE_CLOSED' }, ends: 1 });
    expect(count()).toBe(0);
  });

  it('resets fails the request', async () => {
    const { pool } = await place((socket) => socket.write(answer('x').slice(0, 30), () => socket.resetAndDestroy()));
    expect(['ECONNRESET', 'WIRE_CLOSED']).toContain((await get(pool).over).error?.code);
  });

  it('speaks no HTTP fails the request at once', async () => {
    const { pool, sockets } = await place((socket) => socket.write('SSH-2.0'));
    expect(await get(pool).over).toMatchObject({ error: { code: 'WIRE_MALFORMED' } });
    await until(() => sockets[0]?.destroyed ?? false);
  });

  it('ends its answer by closing is understood', async () => {
    const { pool } = await place((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'));
    expect(await get(pool).over).toMatchObject({ body: 'all of it', error: null });
  });

  it('answers before it has read the request gets no other on that connection', async () => {
    const { pool, sockets } = await place((socket, _path, nth) => {
      if (nth === 0) socket.pause();
      socket.write(answer(`${nth}`));
    });
    const body = Buffer.alloc(32 * 1024 * 1024, 'b');
    expect(await get(pool, '/', new Ears(), body).over).toMatchObject({ body: '0', error: null });
    expect(await get(pool).over).toMatchObject({ body: '1', error: null });
    expect(sockets.length).toBe(2);
  });

  it('reads a large body gets all of it', async () => {
    const { pool, sockets } = await place(() => {});
    const ears = get(pool, '/', new Ears(), Buffer.alloc(5_000_000, 'b'));
    await until(() => (sockets[0]?.bytesRead ?? 0) > 5_000_000);
    sockets[0]?.write(answer('taken'));
    expect(await ears.over).toMatchObject({ body: 'taken', error: null });
  });
});
