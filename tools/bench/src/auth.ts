import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { signServiceToken } from '@gatewayops/service';
import { DEFAULT_DATA_DIR, freePorts, MeasuredTenant, progress, setUpOf, Stack } from '@gatewayops/tool-launcher';
import { Pool } from 'undici';
import { readEffort } from './options.js';
import { equal, rounded } from './report/check.js';
import { finish, type Outcome, type StopList } from './report/finish.js';

const COLD_KEYS = { quick: 24, full: 96 };
const AT_ONCE = 16;
const PATH = '/internal/v1/auth/validate-key';
const effort = readEffort(process.argv.slice(2));

interface Rate {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  wrong: number;
}

/** Asks as often as answers come, `AT_ONCE` at a time, until `next` gives no more. */
async function measure(ask: (index: number) => Promise<boolean>, isOver: (index: number) => boolean): Promise<Rate> {
  const timesMs: number[] = [];
  let index = 0;
  let wrong = 0;
  const startedAtMs = performance.now();
  const work = async (): Promise<void> => {
    while (!isOver(index)) {
      const mine = index++;
      const askedAtMs = performance.now();
      if (!(await ask(mine))) wrong++;
      timesMs.push(performance.now() - askedAtMs);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seconds = (performance.now() - startedAtMs) / 1_000;
  const sorted = timesMs.toSorted((a, b) => a - b);
  const at = (part: number) => rounded(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  return { perSecond: rounded(timesMs.length / seconds), p50Ms: at(0.5), p99Ms: at(0.99), wrong };
}

const forMs = (ms: number) => {
  const endsAtMs = performance.now() + ms;
  return () => performance.now() > endsAtMs;
};

async function start(stops: StopList): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewayops-bench-'));
  stops.add(() => rm(folder, { recursive: true, force: true }));
  const cacheDir = join(DEFAULT_DATA_DIR, 'cache');
  const stack = await Stack.start({
    dataDir: folder,
    cacheDir,
    ports: await freePorts(),
    services: ['auth'],
    logLevel: 'warn',
  });
  stops.add(() => stack.stop());
  return stack;
}

/** Of which key is asked, and whether it must be found. */
function validator(stack: Stack, pool: Pool): (apiKey: string, valid: boolean) => Promise<boolean> {
  return async (apiKey, valid) => {
    const authorization = `Service ${signServiceToken(stack.secrets.internalSecret, 'gateway', 'auth')}`;
    const headers = { 'content-type': 'application/json', authorization };
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: PATH,
      headers,
      body: JSON.stringify({ apiKey }),
    });
    const answer = (await body.json()) as { valid?: boolean };
    return statusCode === 200 && answer.valid === valid;
  };
}

async function bench(stops: StopList): Promise<Outcome> {
  progress('Starting the auth service');
  const stack = await start(stops);
  const pool = new Pool(stack.urlOf('auth'), { connections: AT_ONCE });
  stops.add(() => pool.close());
  const tenant = await MeasuredTenant.create(setUpOf(stack), 'bench');
  const count = effort.isQuick ? COLD_KEYS.quick : COLD_KEYS.full;
  progress(`Issuing ${count} keys`);
  const keys: string[] = [];
  for (let i = 0; i < count; i++) keys.push(await tenant.createKey(`key-${i}`));
  const validate = validator(stack, pool);
  progress('Validating each for the first time');
  const cold = await measure((index) => validate(keys[index] ?? '', true), (index) => index >= keys.length); // prettier-ignore
  const known = keys[0] ?? '';
  await measure(() => validate(known, true), forMs(2_000));
  progress('Validating one that is known, keys that nobody has, and asking for nothing');
  const cached = await measure(() => validate(known, true), forMs(effort.steadyMs));
  const unknown = await measure(() => validate(`gwo_prod_${randomBytes(32).toString('hex').slice(0, 43)}`, false), forMs(effort.steadyMs)); // prettier-ignore
  const floor = await measure(async () => {
    const { statusCode, body } = await pool.request({ method: 'GET', path: '/health' });
    await body.dump();
    return statusCode === 200;
  }, forMs(effort.steadyMs));
  const machine = { processors: availableParallelism(), node: process.version };
  const overFloor = rounded(floor.perSecond / cached.perSecond);
  return {
    figures: { machine, quick: effort.isQuick, cold, cached, unknown, health: floor, cachedOverHealth: overFloor },
    checks: [equal('answers that were wrong', cold.wrong + cached.wrong + unknown.wrong + floor.wrong, 0)],
  };
}

await finish(bench);
