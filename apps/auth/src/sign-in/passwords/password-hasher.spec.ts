import { hash } from '@node-rs/argon2';
import { expect, it } from '@jest/globals';
import { BoundedQueue } from '../../api-keys/bounded-queue.js';
import { PasswordHasher } from './password-hasher.js';

const hasher = new PasswordHasher();

it('makes argon2id hashes of 19 MiB and two passes, and says so of none but those', async () => {
  const stored = await hasher.hash('correct horse battery staple');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(hasher.isOutdated(stored)).toBe(false);
  const weaker = await hash('correct horse battery staple', { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
  expect(hasher.isOutdated(weaker)).toBe(true);
  expect(await hasher.matches('correct horse battery staple', weaker, 'known')).toBe(true);
});

it('says no where there is no password, even to the decoy’s own', async () => {
  expect(await hasher.matches('nobody has this password, and nobody ever will', null, 'known')).toBe(false);
});

it('has those who are known go on while strangers fill their lane and are refused beyond it', async () => {
  let done = 0;
  const strangers = Array.from({ length: 60 }, () => hasher.matches('a guess', null, 'stranger').finally(() => done++));
  const outcomes = Promise.allSettled(strangers);
  expect(await hasher.matches('a guess', null, 'known')).toBe(false);
  expect(done).toBeLessThan(60);
  const refused = (await outcomes).filter(({ status }) => status === 'rejected').length;
  expect(refused).toBeGreaterThanOrEqual(60 - 33);
});

it('a lane that rests: works at most a third of the time', async () => {
  const queue = new BoundedQueue({ concurrency: 1, waitingMax: 9, waitMsMax: 20_000, restFactor: 2 });
  const work = () => new Promise<void>((resolve) => void setTimeout(resolve, 20));
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: 4 }, () => queue.run(work)));
  // Four runs of 20 ms, with three rests of 40 ms between them; timers may be a little early.
  expect(performance.now() - startedMs).toBeGreaterThan(4 * 20 + 3 * 40 - 10);
});
