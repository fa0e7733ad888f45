import { afterEach, describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { Ears, pause, until } from '../../fixtures/ears.js';
import { answer, closePlaces, get, place } from '../../fixtures/place.js';
import { SHARED_READS } from './wire-connection.js';
import { WirePool } from './wire-pool.js';
import type { WirePoolOptions } from './wire-pool.js';

afterEach(closePlaces);

describe('a request', () => {
  const silent = (): void => {};

  it('that is aborted while it waits for an answer ends with its connection', async () => {
    const { pool, sockets, count } = await place(silent);
    const ears = get(pool);
    await until(() => sockets.length === 1 && count() === 1);
    ears.controller.abort(new Error('enough'));
    expect(ears).toMatchObject({ error: { message: 'enough' }, ends: 1 });
    expect(count()).toBe(0);
    await until(() => sockets[0]?.destroyed ?? false);
  });

  it.each(['head', 'body'])('that is aborted at its %s hears nothing more', async (when) => {
    const { pool, count } = await place((socket) => socket.write(answer('a body')));
    const ears = new Ears((all) => {
      if (when === 'head' || all.bytes > 0) all.controller.abort(new Error('enough'));
    });
    await get(pool, '/', ears).over;
    expect(ears).toMatchObject({ error: { message: 'enough' }, bytes: when === 'head' ? 0 : 6, ends: 1 });
    expect(count()).toBe(0);
  });

  it('that is over leaves the next one on its connection alone', async () => {
    const { pool, sockets } = await place((socket, path) => void setTimeout(() => socket.write(answer(path)), 20));
    const first = await get(pool, '/1').over;
    const second = get(pool, '/2');
    first.controller.abort(new Error('late'));
    first.controller.pause();
    expect(await second.over).toMatchObject({ body: '/2', error: null });
    expect(first).toMatchObject({ error: null, ends: 1 });
    expect(sockets.length).toBe(1);
  });

  it('whose handler fails is ended with that', async () => {
    const { pool, count } = await place((socket) => socket.write(answer('x')));
    const ears = new Ears(() => {
      throw new Error('cannot bear it');
    });
    expect(await get(pool, '/', ears).over).toMatchObject({ error: { message: 'cannot bear it' }, ends: 1 });
    expect(count()).toBe(0);
  });

  it('holds the server back while it is paused, and its connection can be used again', async () => {
    const { pool, sockets } = await place((socket, path) => {
      socket.write(answer(path === '/long' ? 'z'.repeat(20_000_000) : path));
    });
    const ears = get(pool, '/long', new Ears((all) => all.bytes > 0 && all.bytes < 100_000 && all.controller.pause()));
    await until(() => ears.bytes > 0);
    await pause(50);
    expect(ears.bytes).toBeLessThan(100_000);
    while (ears.bytes < 100_000) {
      ears.controller.resume();
      await pause(5);
    }
    expect(await ears.over).toMatchObject({ bytes: 20_000_000, error: null });
    const paused = new Ears((all) => all.controller.pause());
    expect((await get(pool, '/short', paused).over).body).toBe('/short');
    expect((await get(pool, '/next').over).body).toBe('/next');
    expect(sockets.length).toBe(1);
  });

  it('waits when all connections are busy, in the order of coming, and can leave', async () => {
    const held: [Socket, string][] = [];
    const { pool, sockets } = await place((socket, path) => held.push([socket, path]), { connectionsMax: 2 });
    const all = ['/0', '/1', '/2', '/3', '/4'].map((path) => get(pool, path));
    await until(() => held.length === 2);
    await pause(30);
    expect(held.map(([, path]) => path).toSorted()).toEqual(['/0', '/1']);
    all[3]?.controller.abort(new Error('enough'));
    expect(all[3]).toMatchObject({ error: { message: 'enough' }, ends: 1 });
    const order: string[] = [];
    for (let i = 0; i < 4; i++) {
      await until(() => held.length > 0);
      const [socket, path] = held.shift() as [Socket, string];
      order.push(path);
      socket.write(answer(path));
      await pause(10);
    }
    expect(order.slice(2)).toEqual(['/2', '/4']);
    expect(await Promise.all([0, 1, 2, 4].map(async (i) => (await all[i]?.over)?.body))).toEqual(['/0', '/1', '/2', '/4']);
    expect(sockets.length).toBe(2);
  }); // prettier-ignore

  it('that waits gets a new connection when one that was busy breaks', async () => {
    const { pool } = await place((socket, path) => (path === '/0' ? socket.destroy() : socket.write(answer(path))), {
      connectionsMax: 1,
    });
    const [first, second] = [get(pool, '/0'), get(pool, '/1')];
    expect((await first.over).error?.code).toBe('WIRE_CLOSED');
    expect(await second.over).toMatchObject({ body: '/1', error: null });
  });

  it('is told when its pool is closed, wherever it is; so is one that comes later', async () => {
    const { pool, sockets, count } = await place(silent, { connectionsMax: 1 });
    const all = [get(pool), get(pool), get(pool)];
    await until(() => count() === 1);
    pool.destroy();
    for (const ears of [...all, get(pool)]) {
      expect(ears).toMatchObject({ error: { code: 'WIRE_DESTROYED' }, ends: 1 });
    }
    await until(() => sockets[0]?.destroyed ?? false);
  });
});

describe('a connection that cannot be opened', () => {
  type Callback = Parameters<WirePoolOptions['connect']>[0];
  const refused = (): Error => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  function poolOf(connectionsMax: number): { pool: WirePool; pending: Callback[] } {
    const pending: Callback[] = [];
    const connect = (callback: Callback): void => void pending.push(callback);
    return { pool: new WirePool({ connectionsMax, connect, onConnections: () => {} }), pending };
  }
  const codes = (all: Ears[]): (string | undefined)[] => all.map(({ error }) => error?.code);

  it('fails the one request that it was opened for', () => {
    const { pool, pending } = poolOf(2);
    const all = [get(pool), get(pool), get(pool)];
    expect(pending.length).toBe(2);
    pending[1]?.(refused(), null);
    expect(codes(all)).toEqual([undefined, 'ECONNREFUSED', undefined]);
    // The place that became free is the third's.
    expect(pending.length).toBe(3);
    pending[2]?.(refused(), null);
    pending[0]?.(refused(), null);
    expect(codes(all)).toEqual(['ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED']);
    expect(pending.length).toBe(3);
    expect(all.map(({ ends }) => ends)).toEqual([1, 1, 1]);
  });

  it('fails nobody when who waited for it has left, and is there for the next', () => {
    const { pool, pending } = poolOf(2);
    const first = get(pool);
    first.controller.abort(new Error('enough'));
    const second = get(pool);
    expect(pending.length).toBe(1);
    second.controller.abort(new Error('enough'));
    pending[0]?.(refused(), null);
    expect([first, second].map(({ error }) => error?.message)).toEqual(['enough', 'enough']);
    get(pool);
    expect(pending.length).toBe(2);
  });

  it('fails nobody who was served by another meanwhile', async () => {
    const { pool, sockets } = await place((socket, path) => socket.write(answer(path)));
    const { pool: mixed, pending } = poolOf(2);
    const [first, second] = [get(mixed, '/1'), get(mixed, '/2')];
    await get(pool).over;
    const connector = buildConnector({ onread: SHARED_READS, allowH2: false });
    const { localPort } = sockets[0] as Socket;
    connector({ hostname: '127.0.0.1', host: 'x', protocol: 'http:', port: String(localPort) }, pending[0] as never);
    expect([(await first.over).body, (await second.over).body]).toEqual(['/1', '/2']);
    pending[1]?.(refused(), null);
    expect([first.error, second.error, first.ends, second.ends]).toEqual([null, null, 1, 1]);
    mixed.destroy();
  });

  it('because connecting throws fails its request', () => {
    const connect = (): void => {
      throw refused();
    };
    const ears = get(new WirePool({ connectionsMax: 1, connect, onConnections: () => {} }));
    expect(codes([ears])).toEqual(['ECONNREFUSED']);
  });
});
