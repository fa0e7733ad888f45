import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { redisKeys } from '@gatewayops/contracts';
import { connectRedis, type Redis } from '@gatewayops/redis';
import { randomUUID } from 'node:crypto';
import type { FrontSession } from '../../front/front-session.js';
import { until } from '../../front/front.fixture.js';
import { ownRedis } from '../replicas.fixture.js';
import { EndedSessions } from './ended-sessions.js';
import { RedisSessionEnds } from './redis-session-ends.js';

const LIFE_MS = 600_000;

let own: Awaited<ReturnType<typeof ownRedis>>;
let connections: Redis[] = [];

interface Replica {
  readonly ended: EndedSessions;
  readonly redis: Redis;
  readonly subscriber: Redis;
}

async function addReplica(): Promise<Replica> {
  const [redis, subscriber] = [await own.connect(), await own.connect()];
  connections.push(redis, subscriber);
  const ends = new RedisSessionEnds(redis, subscriber);
  const ended = new EndedSessions(ends, LIFE_MS);
  await until(() => ends.isListening);
  return { ended, redis, subscriber };
}

const sessionOf = (ageMs: number): FrontSession => ({
  id: randomUUID(),
  issuedAtMs: Date.now() - ageMs,
  orgId: 'o',
  keyId: 'k',
  serverId: 's',
  upstreamSessionId: null,
  hosted: null,
  initialize: null,
  protocolVersion: '',
  clientName: null,
});

async function isOver({ ended }: Replica, session: FrontSession): Promise<boolean> {
  try {
    await ended.check(session);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ httpStatus: 404 });
    return true;
  }
}

beforeAll(async () => {
  own = await ownRedis();
}, 60_000);
afterEach(() => {
  for (const redis of connections) redis.disconnect();
  connections = [];
});
afterAll(() => own.close(), 30_000);

describe('a session that its client ended', () => {
  it('is over on every replica, and its streams are told', async () => {
    const [here, there] = [await addReplica(), await addReplica()];
    const session = sessionOf(0);
    const told: string[] = [];
    there.ended.onEnded((id) => told.push(id));
    expect([await isOver(here, session), await isOver(there, session)]).toEqual([false, false]);
    await here.ended.end(session);
    await until(() => told.length === 1);
    expect(told).toEqual([session.id]);
    expect([await isOver(here, session), await isOver(there, session)]).toEqual([true, true]);
  });

  it('is over on a replica that starts later, and forgotten when it could not be continued any more', async () => {
    const here = await addReplica();
    const session = sessionOf(LIFE_MS / 2);
    await here.ended.end(session);
    expect(await isOver(await addReplica(), session)).toBe(true);
    const leftMs = await here.redis.pttl(redisKeys.sessionEnd(session.id));
    expect(leftMs).toBeGreaterThan(LIFE_MS / 2 - 10_000);
    expect(leftMs).toBeLessThanOrEqual(LIFE_MS / 2);
  });

  it('is over on a replica that did not listen for a while', async () => {
    const [here, there] = [await addReplica(), await addReplica()];
    const session = sessionOf(0);
    expect(await isOver(there, session)).toBe(false);
    there.subscriber.disconnect();
    await until(() => there.subscriber.status === 'end');
    await here.ended.end(session);
    expect(await isOver(there, session)).toBe(true);
  });

  it('is told to the others as soon as Redis can be', async () => {
    const [here, there] = [await addReplica(), await addReplica()];
    const session = sessionOf(0);
    here.redis.disconnect();
    await here.ended.end(session);
    expect([await isOver(here, session), await isOver(there, session)]).toEqual([true, false]);
    await here.redis.connect();
    here.subscriber.disconnect(true);
    const told: string[] = [];
    there.ended.onEnded((id) => told.push(id));
    await until(() => told.length === 1);
    expect(await isOver(there, session)).toBe(true);
  });
});

describe('a session that goes on', () => {
  it('is not asked about where it began under our eyes, and once where it is older', async () => {
    const here = await addReplica();
    const asked = async () => Number(/calls=(\d+)/.exec((await here.redis.info('commandstats')).split('cmdstat_exists:')[1] ?? 'calls=0')![1]); // prettier-ignore
    const [young, old] = [sessionOf(-60_000), sessionOf(60_000)];
    const before = await asked();
    for (let n = 0; n < 3; n++) expect(await isOver(here, young)).toBe(false);
    expect(here.ended.check(young)).toBeUndefined();
    expect(await asked()).toBe(before);
    for (let n = 0; n < 3; n++) expect(await isOver(here, old)).toBe(false);
    expect(await asked()).toBe(before + 1);
  });

  it('goes on at once while Redis is away', async () => {
    const away = connectRedis({ url: 'redis://127.0.0.1:1', name: 'test:away' });
    connections.push(away);
    const replica = {
      ended: new EndedSessions(new RedisSessionEnds(away, away), LIFE_MS),
      redis: away,
      subscriber: away,
    };
    const startedAt = performance.now();
    expect(await isOver(replica, sessionOf(1))).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(200);
  });
});
