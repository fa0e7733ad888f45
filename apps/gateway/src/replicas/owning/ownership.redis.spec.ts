import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { redisKeys } from '@gatewayops/contracts';
import { connectRedis, type Redis } from '@gatewayops/redis';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../request-path/answer.js';
import { replicaText } from '../replica.js';
import { LIFE_MS } from '../replica-directory.js';
import { aCall, addReplica, ownRedis, type TestReplica } from '../replicas.fixture.js';
import { Ownership } from './ownership.js';
import { ReplicaOwners } from './owners.js';

let own: Awaited<ReturnType<typeof ownRedis>>;
let redis: Redis;
let replicas: TestReplica[] = [];
let names = 0;

async function add(count: number): Promise<TestReplica[]> {
  const added: TestReplica[] = [];
  for (let n = 0; n < count; n++) added.push(await addReplica(redis));
  replicas.push(...added);
  await Promise.all(added.map(({ directory }) => directory.refresh()));
  return added;
}

const idOf = ({ directory }: TestReplica): string => directory.own.id;
const ownerOf = async ({ ownership }: TestReplica, name: string) => (await ownership.ownerOf(name)).id;

beforeAll(async () => {
  own = await ownRedis();
  redis = await own.connect();
}, 60_000);
afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.close()));
  replicas = [];
});
afterAll(async () => {
  redis.disconnect();
  await own.close();
}, 30_000);

describe('the owner', () => {
  it('is the first that asks, and one only', async () => {
    const all = await add(3);
    const name = `one:${names++}`;
    const owners = await Promise.all(all.map((replica) => ownerOf(replica, name)));
    expect(new Set(owners).size).toBe(1);
    expect(all.filter(({ ownership }) => ownership.owns(name)).map(idOf)).toEqual([owners[0]]);
  });

  it('is asked for once', async () => {
    const [one, other] = (await add(2)) as [TestReplica, TestReplica];
    const name = `one:${names++}`;
    await ownerOf(one, name);
    await ownerOf(other, name);
    // Whatever Redis says from now on.
    await redis.del(redisKeys.owner(name));
    expect([await ownerOf(one, name), await ownerOf(other, name)]).toEqual([idOf(one), idOf(one)]);
  });

  it('may give it up', async () => {
    const [one, other] = (await add(2)) as [TestReplica, TestReplica];
    const name = `one:${names++}`;
    await ownerOf(one, name);
    await one.ownership.release(name);
    expect(await ownerOf(other, name)).toBe(idOf(other));
    await one.ownership.release(name);
    expect(await ownerOf(one, name)).toBe(idOf(other));
  });

  it('is each replica for itself while Redis is away', async () => {
    const [one] = (await add(1)) as [TestReplica];
    const away = connectRedis({ url: 'redis://127.0.0.1:1', name: 'test:away' });
    const alone = new Ownership(away, one.directory);
    const name = `one:${names++}`;
    await ownerOf(one, name);
    expect((await alone.ownerOf(name)).id).toBe(idOf(one));
    expect(alone.owns(name)).toBe(true);
    await alone.close();
    away.disconnect();
  });
});

describe('an owner that gave no sign of life for long', () => {
  it('is replaced, and told when it comes back', async () => {
    const [paused, other] = (await add(2)) as [TestReplica, TestReplica];
    const name = `one:${names++}`;
    const lost: string[] = [];
    paused.ownership.onLost((what) => lost.push(what));
    await ownerOf(paused, name);
    await redis.zadd(redisKeys.gatewayReplicas, Date.now() - LIFE_MS - 1_000, replicaText(paused.directory.own));
    other.ownership.forget(name);
    expect(await ownerOf(other, name)).toBe(idOf(other));
    // What a heartbeat after such a silence does.
    await (paused.ownership as unknown as { renew(): Promise<void> }).renew();
    expect([lost, paused.ownership.owns(name)]).toEqual([[name], false]);
    expect(await ownerOf(paused, name)).toBe(idOf(other));
  });
});

describe('a call', () => {
  const value = (text: string): Answer => ({ kind: 'value', outcome: 'result', body: Buffer.from(text), attempts: [] });

  it('is answered by the owner, and by another when it died', async () => {
    const all = (await add(3)) as [TestReplica, TestReplica, TestReplica];
    const name = `one:${names++}`;
    const owners = all.map(({ ownership, calls }) => new ReplicaOwners(ownership, calls));
    all.forEach((replica, n) => {
      replica.answer = (call) => owners[n]!.answer(name, call as never, async () => value(`"${n}"`));
    });
    const asked = (n: number) => owners[n]!.answer(name, aCall().call, async () => value(`"${n}"`));
    expect(await asked(1)).toEqual(value('"1"'));
    expect([await asked(0), await asked(2)]).toEqual([value('"1"'), value('"1"')]);
    await all[1].kill();
    // Its connections are known to be closed: a request on one that is just closing may have been read or not.
    await sleep(50);
    const next = await Promise.all([asked(0), asked(2), asked(0), asked(2)]);
    expect(next).toEqual([next[0], next[0], next[0], next[0]]);
    await sleep(200);
    expect(await asked(0)).toEqual(next[0]);
  });

  it('is handed on once more where what was known of the owner is old', async () => {
    const all = (await add(3)) as [TestReplica, TestReplica, TestReplica];
    const name = `one:${names++}`;
    const owners = all.map(({ ownership, calls }) => new ReplicaOwners(ownership, calls));
    all.forEach((replica, n) => {
      replica.answer = (call) => owners[n]!.answer(name, call as never, async () => value(`"${n}"`));
    });
    const asked = (n: number) => owners[n]!.answer(name, aCall().call, async () => value(`"${n}"`));
    await asked(0);
    expect(await asked(2)).toEqual(value('"0"'));
    await all[0].ownership.release(name);
    expect(await asked(1)).toEqual(value('"1"'));
    expect(await asked(2)).toEqual(value('"1"'));
  });
});
