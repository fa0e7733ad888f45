import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hash } from 'node:crypto';
import { redisKeys, type KeyVerdict } from '@gatewayops/contracts';
import { AccessFixture, keyOf, ORG, pause, principalOf, type Replica } from './auth.fixture.js';

const KEY = keyOf('a');
let fixture: AccessFixture;
let replicas: Replica[];

beforeAll(async () => {
  fixture = await AccessFixture.start();
}, 60_000);
afterAll(() => fixture.close(), 30_000);
beforeEach(async () => {
  replicas = [await fixture.addReplica(), await fixture.addReplica()];
  fixture.auth.principals.set(KEY, principalOf());
});
afterEach(() => fixture.reset());

const isValid = async (replica: Replica | undefined, key = KEY): Promise<boolean> =>
  (await (replica as Replica).keys.authenticate(key)).valid;

const sever = ({ subscription, commands }: Replica) => {
  for (const proxy of [subscription, commands]) {
    proxy.refuse = true;
    proxy.cut();
  }
};

/** Milliseconds from the revocation until every replica refuses the key; each is asked all the time. */
async function refusedAfterMs(): Promise<number> {
  const revokedAtMs = performance.now();
  await fixture.auth.revoke(KEY);
  const ends = replicas.map(async (replica) => {
    while (await isValid(replica)) await pause(5);
    return performance.now() - revokedAtMs;
  });
  return Math.max(...(await Promise.all(ends)));
}

describe('a verdict', () => {
  it('comes from memory at once after the first time, and from Redis on another replica', async () => {
    expect(await isValid(replicas[0])).toBe(true);
    expect(replicas[0]?.keys.authenticate(KEY)).toMatchObject({ valid: true, principal: { orgId: ORG } });
    expect(await isValid(replicas[1])).toBe(true);
    expect(fixture.auth.validations).toBe(1);
  });

  it('is asked for once by calls that come together', async () => {
    fixture.auth.delayMs = 100;
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => isValid(replicas[0])));
    expect(new Set(verdicts)).toEqual(new Set([true]));
    expect(fixture.auth.validations).toBe(1);
  });

  it('says no to what cannot be a key without asking anyone', () => {
    expect(replicas[0]?.keys.authenticate('gwo_test_short')).toEqual({ valid: false, reason: 'unknown' });
    expect(fixture.auth.validations).toBe(0);
  });

  it('of a key that is not valid is kept, but briefly', async () => {
    for (let i = 0; i < 10; i++) expect(await isValid(replicas[0], keyOf('b'))).toBe(false);
    expect(fixture.auth.validations).toBe(1);
    fixture.auth.principals.set(keyOf('b'), principalOf());
    await pause(2_100);
    expect(await isValid(replicas[0], keyOf('b'))).toBe(true);
  });

  it('ends with its key', async () => {
    fixture.auth.principals.set(KEY, principalOf({ expiresAtMs: Date.now() + 300 }));
    expect(await isValid(replicas[0])).toBe(true);
    await pause(350);
    expect(replicas[0]?.keys.authenticate(KEY)).toEqual({ valid: false, reason: 'expired' });
    expect(await isValid(replicas[1])).toBe(false);
  });

  it('is not put back into Redis under an older generation', async () => {
    fixture.auth.delayMs = 300;
    const slow = isValid(replicas[0]);
    await pause(150);
    await fixture.auth.revoke(KEY);
    expect(await slow).toBe(false);
    const verdictKey = redisKeys.keyVerdict(ORG, hash('sha256', KEY, 'hex'));
    expect(await fixture.redis.get(verdictKey)).toBeNull();
  });
});

describe('a revoked key is refused on every replica within 1 s', () => {
  beforeEach(async () => {
    const verdicts = await Promise.all(replicas.map((replica) => isValid(replica)));
    if (verdicts.includes(false)) throw new Error('the key should be valid before it is revoked');
    // Late enough after the start that a heartbeat is due at any moment.
    await pause(100 + Math.random() * 300);
  });

  it('when all is well, at once', async () => {
    expect(await refusedAfterMs()).toBeLessThan(200);
  });

  it('when the subscription is cut and cannot come back', async () => {
    for (const { subscription } of replicas) {
      subscription.refuse = true;
      subscription.cut();
    }
    expect(await refusedAfterMs()).toBeLessThan(1_000);
    expect(replicas[0]?.keys.health().state).toBe('degraded');
  });

  it('when the subscription is a black hole', async () => {
    for (const { subscription } of replicas) subscription.blackHole = true;
    expect(await refusedAfterMs()).toBeLessThan(1_000);
  });

  it('when the subscription was away while it was revoked', async () => {
    for (const { subscription } of replicas) subscription.cut();
    expect(await refusedAfterMs()).toBeLessThan(1_000);
  });

  it('when both connections are black holes', async () => {
    for (const { subscription, commands } of replicas) subscription.blackHole = commands.blackHole = true;
    expect(await refusedAfterMs()).toBeLessThan(1_000);
  });

  it('when a slow validation is under way, and for who joins it', async () => {
    await fixture.reset();
    replicas = [await fixture.addReplica(), await fixture.addReplica()];
    fixture.auth.principals.set(KEY, principalOf());
    fixture.auth.delayMs = 400;
    const slow = replicas.map((replica) => isValid(replica));
    await pause(200);
    fixture.auth.delayMs = 0;
    expect(await refusedAfterMs()).toBeLessThan(1_000);
    expect(await Promise.all(slow)).toEqual([false, false]);
  });

  it('when a slow validation is under way and the subscription is cut', async () => {
    await fixture.reset();
    replicas = [await fixture.addReplica()];
    replicas.forEach(({ subscription }) => ((subscription.refuse = true), subscription.cut()));
    fixture.auth.principals.set(KEY, principalOf());
    fixture.auth.delayMs = 400;
    const slow = replicas.map((replica) => isValid(replica));
    await pause(200);
    fixture.auth.delayMs = 0;
    expect(await refusedAfterMs()).toBeLessThan(1_000);
    expect(await Promise.all(slow)).toEqual([false]);
  });

  it('when a validation of over a second is under way and no Redis can say what it missed', async () => {
    await fixture.reset();
    const replica = await fixture.addReplica();
    sever(replica);
    fixture.auth.principals.set(KEY, principalOf());
    fixture.auth.delayMs = 1_200;
    const slow = isValid(replica);
    await pause(200);
    fixture.auth.delayMs = 0;
    await fixture.auth.revoke(KEY);
    expect(await slow).toBe(false);
  });
});

describe('with something away', () => {
  it('asks the auth service for verdicts older than 1 s while there is no Redis', async () => {
    const [replica] = replicas;
    sever(replica as Replica);
    await pause(50);
    for (let i = 0; i < 5; i++) expect(await isValid(replica)).toBe(true);
    expect(fixture.auth.validations).toBe(1);
    await pause(1_050);
    expect(await isValid(replica)).toBe(true);
    expect(fixture.auth.validations).toBe(2);
  });

  it('fills its memory again once it hears of changes again', async () => {
    const [replica] = replicas as [Replica];
    expect(await isValid(replica)).toBe(true);
    replica.subscription.refuse = true;
    replica.subscription.cut();
    await pause(50);
    expect(replica.keys.authenticate(KEY)).toBeInstanceOf(Promise);
    let gaps = 0;
    replica.keys.onGap(() => gaps++);
    replica.subscription.refuse = false;
    while (replica.keys.health().state !== 'up') await pause(20);
    expect(gaps).toBeGreaterThanOrEqual(1);
    await isValid(replica);
    expect(replica.keys.authenticate(KEY)).not.toBeInstanceOf(Promise);
  }, 10_000);

  it('says each second that changes are not heard, for those who hold something open', async () => {
    const [replica] = replicas as [Replica];
    let gaps = 0;
    replica.keys.onGap(() => gaps++);
    await pause(600);
    expect(gaps).toBe(0);
    replica.subscription.refuse = true;
    replica.subscription.cut();
    await pause(2_600);
    expect(gaps).toBeGreaterThanOrEqual(2);
    expect(gaps).toBeLessThanOrEqual(3);
  }, 10_000);

  it('answers from caches, and 503 for what is in none, while the auth service is down', async () => {
    const [replica] = replicas as [Replica];
    expect(await isValid(replica)).toBe(true);
    fixture.auth.failing = true;
    for (let i = 0; i < 4; i++) {
      await expect(isValid(replica, keyOf('c'))).rejects.toMatchObject({ code: 'auth_unavailable' });
    }
    const { validations } = fixture.auth;
    await expect(isValid(replica, keyOf('c'))).rejects.toMatchObject({ code: 'auth_unavailable' });
    expect(fixture.auth.validations).toBe(validations);
    expect(await isValid(replica)).toBe(true);
    expect(await isValid(replicas[1])).toBe(true);
  });

  it('tells who listens which organisation changed', async () => {
    const heard: string[] = [];
    replicas[0]?.keys.onInvalidated((orgId) => heard.push(orgId));
    await isValid(replicas[0]);
    await fixture.auth.revoke(KEY);
    await pause(50);
    expect(heard).toEqual([ORG]);
    const verdict: KeyVerdict = await (replicas[0] as Replica).keys.authenticate(KEY);
    expect(verdict).toEqual({ valid: false, reason: 'unknown' });
  });
});
