import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { RedisFixture } from '../../test/redis-fixture.js';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const STREAM = 'gwo:{trace}';
let fixture: RedisFixture;

beforeAll(async () => {
  fixture = await RedisFixture.start();
}, 60_000);
afterAll(() => fixture.close(), 30_000);
beforeEach(async () => {
  await fixture.redis.flushall();
  const letters = fixture.redis.pipeline();
  for (let i = 1; i <= 1_200; i++) {
    letters.xadd(`${STREAM}:dead`, `${i}-1`, 'id', `${i}-0`, 'reason', `bad ${i}`, 'at', '0', 'e', `{"n":${i}}`);
  }
  await letters.exec();
});

const deadLetters = (...args: string[]) =>
  run(process.execPath, [program, ...args], { env: { REDIS_URL: fixture.engine.url } });

describe('dead-letters', () => {
  test('count names each stream', async () => {
    expect((await deadLetters('count')).stdout).toBe(
      'gwo:{cost}\t0\ngwo:{trace}\t1200\ngwo:{audit}\t0\ngwo:{alert}\t0\n',
    );
  });

  test('list shows the oldest, one a line, no more than asked for', async () => {
    const { stdout, stderr } = await deadLetters('list', '--stream', 'trace', '--limit', '2', '--after', '1-1');
    expect(stdout).toBe(
      '2-1\t1970-01-01T00:00:00.000Z\t2-0\tbad 2\t{"n":2}\n3-1\t1970-01-01T00:00:00.000Z\t3-0\tbad 3\t{"n":3}\n',
    );
    expect(stderr).toContain('2 of 1200 shown');
  });

  test('replay puts all of them back, and tells how far it is', async () => {
    const { stdout, stderr } = await deadLetters('replay', '--stream', 'trace');
    expect(stdout).toBe('replayed 1200\n');
    expect(stderr).toContain('500 of 1200');
    expect(await fixture.redis.xlen(STREAM)).toBe(1_200);
    expect(await fixture.redis.xlen(`${STREAM}:dead`)).toBe(0);
    const [first] = await fixture.redis.xrange(STREAM, '-', '+', 'COUNT', 1);
    expect(first![1]).toEqual(['e', '{"n":1}']);
  }, 20_000);

  test('replay of one by its id leaves the others, and does it once', async () => {
    expect((await deadLetters('replay', '--stream', 'trace', '--id', '7-1')).stdout).toBe('replayed 1\n');
    expect((await deadLetters('replay', '--stream', 'trace', '--id', '7-1')).stdout).toBe('replayed 0\n');
    expect(await fixture.redis.xlen(`${STREAM}:dead`)).toBe(1_199);
  });

  test.each([
    [['--help'], 0, 'Usage: dead-letters'],
    [['list'], 2, 'list needs --stream.'],
    [['list', '--stream', 'nonsense'], 2, '--stream is one of'],
    [['explode'], 2, 'Say one of count, list and replay.'],
  ])('%j ends with %d', async (args, code, words) => {
    const result = await deadLetters(...args).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: { code: number; stderr: string }) => ({ code: error.code, text: error.stderr }),
    );
    expect(result.code).toBe(code);
    expect(result.text).toContain(words);
  });
});
