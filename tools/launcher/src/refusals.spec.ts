import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePort } from '@gatewayops/engines';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

jest.setTimeout(30_000);

const MAIN = new URL('../dist/main.js', import.meta.url).pathname;
let dataDir: string;

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

async function run(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'], ...environment } });
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...ended, code };
}

/** What was said, where that was one line with exit code 1; else everything, so that no expectation fits. */
function onlySentence({ code, stderr }: Ended): string {
  const said = stderr.replace(/Stopped\.\n$/, '').trim();
  return code === 1 && !said.includes('\n') ? said : `exit code ${code}:\n${stderr}`;
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'launcher-'));
});

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

describe('a start that cannot be', () => {
  it('names the port that is taken and what wanted it', async () => {
    // Not where the system draws ports from: those before it have to be free.
    const base = await choosePort(undefined, 'a test');
    const other = createServer().listen(base + 3, '127.0.0.1');
    await once(other, 'listening');
    const ended = await run(['--data-dir', dataDir, '--port-base', String(base)]);
    expect(onlySentence(ended)).toMatch(new RegExp(`^Port ${base + 3} \\(for trace\\) is taken`));
    other.close();
  });

  it('names the option that is unknown or malformed', async () => {
    expect(onlySentence(await run(['--bogus']))).toMatch(/^[^\n]*'--bogus'[^\n]*--help/);
    expect(onlySentence(await run(['--port-base', '99999']))).toMatch(/^--port-base takes a number/);
  });

  it('names the variable that is malformed, and not its value', async () => {
    const ended = await run(['--data-dir', dataDir], { DATABASE_URL: 'mysql://root:hidden@db/x' });
    expect(onlySentence(ended)).toMatch(/^DATABASE_URL is not valid/);
    expect(ended.stderr).not.toContain('hidden');
  });

  it('says that the data folder cannot be written', async () => {
    expect(onlySentence(await run(['--data-dir', '/dev/null/gatewayops']))).toMatch(
      /^\/dev\/null\/gatewayops cannot be a folder/,
    );
  });

  it('does not make secrets anew where they were damaged', async () => {
    await writeFile(join(dataDir, 'secrets.json'), '{"adminToken":');
    expect(onlySentence(await run(['--data-dir', dataDir, '--port-base', '23580']))).toMatch(
      /^\S*secrets\.json is damaged/,
    );
  });

  it('says how to get Redis on a machine that has none and is no Debian', async () => {
    const { findRedis } = await import('@gatewayops/engines');
    const refusal = findRedis({ cacheDir: join(dataDir, 'cache'), searchPath: dataDir, isDebian: false });
    await expect(refusal).rejects.toThrow(/There is no Redis 6\.2 or newer.*REDIS_URL/);
  });
});

it('explains its options', async () => {
  const ended = await run(['--help']);
  expect(ended.code).toBe(0);
  for (const option of [
    '--data-dir',
    '--port-base',
    '--ready-file',
    '--no-demo',
    'DATABASE_URL',
    'REDIS_URL',
    'CLICKHOUSE_URL',
  ]) {
    expect(ended.stdout).toContain(option);
  }
});
