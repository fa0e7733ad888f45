import { beforeEach, describe, expect, it } from '@jest/globals';
import { SignInThrottle, sourceOf, type Guess } from './sign-in-throttle.js';
import type { Budget, SlidingWindows } from './sliding-windows.js';

/** Counts in memory; nothing gets old. */
class Windows {
  readonly taken = new Map<string, number>();

  waitMs({ name, attempts }: Budget) {
    return Promise.resolve((this.taken.get(name) ?? 0) >= attempts ? 60_000 : 0);
  }

  take({ name, attempts }: Budget) {
    const count = this.taken.get(name) ?? 0;
    if (count >= attempts) return Promise.resolve(60_000);
    this.taken.set(name, count + 1);
    return Promise.resolve({
      giveBack: () => Promise.resolve(void this.taken.set(name, (this.taken.get(name) ?? 0) - 1)),
    });
  }
}

let windows: Windows;
let throttle: SignInThrottle;
beforeEach(() => {
  windows = new Windows();
  throttle = new SignInThrottle(windows as unknown as SlidingWindows);
});

const guess = (fields: Partial<Guess> = {}): Guess => ({
  kind: 'password',
  account: 'ann@example.com',
  ipAddress: '192.0.2.1',
  deviceId: null,
  ...fields,
});
const admitted = (fields?: Partial<Guess>) =>
  throttle.admit(guess(fields)).then(
    () => true,
    () => false,
  );
/** How many of so many guesses are let through. */
async function count(guesses: number, of: (n: number) => Partial<Guess>): Promise<number> {
  let through = 0;
  for (let n = 0; n < guesses; n++) if (await admitted(of(n))) through++;
  return through;
}

describe('a source', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ])('of %s is %s', (address, source) => {
    expect(sourceOf(address)).toBe(source);
  });

  it('has fifty guesses, whatever accounts it guesses at and whatever of its /64 it speaks from', async () => {
    const other = (n: number) => ({ account: `${n}@example.com`, ipAddress: `2001:db8:0:1::${(n + 1).toString(16)}` });
    expect(await count(60, other)).toBe(50);
    expect(await admitted({ account: 'x@example.com', ipAddress: '2001:db8:0:2::1' })).toBe(true);
  });
});

describe('what is too long to be guessed', () => {
  it('goes on in a browser where somebody has signed in when a neighbour at its address has used all up', async () => {
    await count(60, (n) => ({ account: `${n}@example.com` }));
    const ask = (deviceId: string | null) => throttle.admitSource({ ipAddress: '192.0.2.1', deviceId });
    await expect(ask(null)).rejects.toMatchObject({ code: 'rate_limited' });
    for (let n = 0; n < 40; n++) await (await ask('laptop')).giveBack();
    for (let n = 0; n < 10; n++) await ask('laptop');
    await expect(ask('laptop')).rejects.toMatchObject({ code: 'rate_limited' });
  });
});

describe('an account', () => {
  const fromAnywhere = (n: number) => ({ ipAddress: `198.51.100.${n}` });

  it('has ten guesses from anywhere, however its address is written', async () => {
    expect(
      await count(15, (n) => ({ ...fromAnywhere(n), account: n % 2 ? 'Ann@Example.com' : 'ann@example.com' })),
    ).toBe(10);
  });

  it('can be guessed at from a known device when strangers have used theirs up, ten times', async () => {
    await count(15, fromAnywhere);
    expect(await count(15, () => ({ deviceId: 'laptop' }))).toBe(10);
    expect(await count(1, () => ({ deviceId: 'phone' }))).toBe(1);
  });

  it('has codes and passwords apart', async () => {
    await count(15, fromAnywhere);
    expect(await count(1, () => ({ kind: 'code', ipAddress: '203.0.113.1' }))).toBe(1);
  });

  it('is not filled by what was right, nor by what its source had no guess left for', async () => {
    for (let n = 0; n < 30; n++) await (await throttle.admit(guess({ ipAddress: `203.0.113.${n}` }))).giveBack();
    expect([...windows.taken.values()].every((taken) => taken === 0)).toBe(true);
    await count(60, (n) => ({ ipAddress: '192.0.2.9', account: `${n}@example.com` }));
    await count(5, () => ({ ipAddress: '192.0.2.9' }));
    expect(await count(15, fromAnywhere)).toBe(10);
  });
});
