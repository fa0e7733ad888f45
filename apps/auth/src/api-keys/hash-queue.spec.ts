import { describe, expect, it } from '@jest/globals';
import { HashQueue } from './hash-queue.js';

describe('HashQueue', () => {
  it('hashes with bcrypt at cost 12 and knows its own', async () => {
    const queue = new HashQueue({ concurrency: 1, waitingMax: 4, waitMsMax: 10_000 });
    const hash = await queue.hash('gwo_prod_x');
    expect(hash).toMatch(/^\$2b\$12\$/);
    expect(await queue.matches('gwo_prod_x', hash)).toBe(true);
    expect(await queue.matches('gwo_prod_y', hash)).toBe(false);
  });

  it('takes another cost for new hashes, and knows those of any', async () => {
    const limits = { concurrency: 1, waitingMax: 4, waitMsMax: 10_000 };
    const hash = await new HashQueue({ ...limits, costFactor: 10 }).hash('gwo_prod_x');
    expect(hash).toMatch(/^\$2b\$10\$/);
    expect(await new HashQueue(limits).matches('gwo_prod_x', hash)).toBe(true);
  });

  it('refuses what finds it full, at once, and goes on with the rest', async () => {
    const queue = new HashQueue({ concurrency: 1, waitingMax: 1, waitMsMax: 10_000 });
    const first = queue.hash('a');
    const second = queue.hash('b');
    const startedAt = performance.now();
    await expect(queue.hash('c')).rejects.toMatchObject({ code: 'service_unavailable', retryAfterSeconds: 1 });
    expect(performance.now() - startedAt).toBeLessThan(50);
    await Promise.all([first, second]);
    await expect(queue.hash('d')).resolves.toMatch(/^\$2b/);
  });

  it('refuses what has waited too long', async () => {
    const queue = new HashQueue({ concurrency: 1, waitingMax: 4, waitMsMax: 20 });
    const first = queue.hash('a');
    await expect(queue.hash('b')).rejects.toMatchObject({ code: 'service_unavailable' });
    await first;
    await expect(queue.hash('c')).resolves.toMatch(/^\$2b/);
  });
});
