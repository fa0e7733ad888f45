import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { choosePort, waitUntil } from '@gatewayops/engines';

jest.setTimeout(300_000);

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The first start of a checkout builds the dashboard, which takes a busy machine two minutes. */
const START_MS_MAX = 280_000;

interface Ready {
  webUrl: string | null;
  gatewayUrl: string;
  apiUrls: Record<'auth' | 'cost' | 'trace' | 'alert', string>;
  orgId: string | null;
  apiKey: string | null;
  person: { email: string; password: string } | null;
  adminToken: string;
  mcpServers: string[];
  pids: Record<string, number>;
}

let folder: string;
let portBase: number;
let started: ChildProcess | undefined;

const readyFile = (): string => join(folder, 'ready.json');

/** Ten ports in a row that are free. */
async function freeBase(): Promise<number> {
  for (;;) {
    // Below the ports of outgoing connections, and of those that other tests draw.
    const base = 12_000 + Math.floor(Math.random() * 500) * 10;
    const ports = await Promise.allSettled(
      Array.from({ length: 10 }, (_, offset) => choosePort(base + offset, 'a test')),
    );
    if (ports.every((port) => port.status === 'fulfilled')) return base;
  }
}

/** Runs the command that `npm start` runs. */
async function spawnStart(...options: string[]): Promise<{ child: ChildProcess; output: () => string }> {
  await rm(readyFile(), { force: true });
  const args = [
    'tools/launcher/bootstrap.mjs',
    'start',
    '--data-dir',
    join(folder, 'data'),
    '--port-base',
    String(portBase),
  ];
  const child = spawn(process.execPath, [...args, '--ready-file', readyFile(), ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started = child;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
}

/** Starts and waits until everything answers; gives what was written and the ready file. */
async function start(
  ...options: string[]
): Promise<{ child: ChildProcess; output: () => string; ready: Ready; tookMs: number }> {
  const startedAt = performance.now();
  const { child, output } = await spawnStart(...options);
  const text = (): Promise<string | undefined> => readFile(readyFile(), 'utf8').catch(() => undefined);
  await waitUntil(async () => child.exitCode !== null || (await text()) !== undefined, {
    timeoutMs: START_MS_MAX,
    everyMs: 50,
  });
  const content = await text();
  if (content === undefined) throw new Error(`npm start did not become ready:\n${output()}`);
  return { child, output, ready: JSON.parse(content) as Ready, tookMs: performance.now() - startedAt };
}

/** Every process that has the data folder in its command line: engines, services, MCP servers. */
function processesLeft(): string[] {
  const list = execFileSync('ps', ['-eo', 'pid,stat,args'], { encoding: 'utf8' }).split('\n');
  return list.filter((line) => line.includes(folder) && !/^\s*\d+ Z/.test(line));
}

async function callTool(
  ready: Ready,
  server: string,
  tool: string,
  args: object,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${ready.gatewayUrl}/v1/mcp/${server}/tools/call`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ready.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tool, arguments: args }),
  });
  return { status: response.status, text: await response.text() };
}

/** As the demo person's browser would: status and where it is led. */
async function signIn({ apiUrls, person }: Ready): Promise<[number, string | null]> {
  const page = await fetch(`${apiUrls.auth}/signin`);
  const cookie = page.headers.getSetCookie().map((line) => line.split(';')[0]);
  const token = /name="csrf_token" value="([^"]*)"/.exec(await page.text())?.[1] ?? '';
  const body = new URLSearchParams({ csrf_token: token, ...person });
  const headers = { cookie: cookie.join('; ') };
  const answer = await fetch(`${apiUrls.auth}/signin/password`, { method: 'POST', redirect: 'manual', headers, body });
  return [answer.status, answer.headers.get('location')];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'npm-start-'));
  // Root's PostgreSQL runs as somebody else, who must get through.
  await chmod(folder, 0o711);
  portBase = await freeBase();
});

afterAll(async () => {
  started?.kill('SIGTERM');
  if (started && started.exitCode === null && started.signalCode === null) await once(started, 'exit');
  await rm(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  let first: Ready;

  it('brings everything up, seeds the demo and says how to use it', async () => {
    const { child, output, ready } = await start();
    first = ready;
    expect(ready.mcpServers).toEqual(['everything', 'filesystem', 'memory']);
    expect(Object.keys(ready.pids)).toEqual(
      expect.arrayContaining([
        'postgres',
        'redis',
        'clickhouse',
        'gateway',
        'auth',
        'cost',
        'trace',
        'alert',
        'web',
        'everything',
      ]),
    );
    expect(ready.gatewayUrl).toBe(`http://127.0.0.1:${portBase}`);
    await waitUntil(() => output().includes('Ctrl-C stops everything'), { timeoutMs: 5_000 });
    expect(output()).toContain(`export KEY=${ready.apiKey}`);
    expect(output()).toContain(`curl -s ${ready.gatewayUrl}/v1/mcp/everything/tools/call`);
    expect(output()).toContain('"mcpServers"');
    expect(output()).toContain(`${ready.person?.email}   ${ready.person?.password}`);
    expect(await (await fetch(`${ready.webUrl}/signin`)).text()).toContain(`Sign in as ${ready.person?.email}`);
    expect(await signIn(ready)).toEqual([303, '/']);
    const dashboard = await fetch(`${ready.webUrl}/traces`, { redirect: 'manual' });
    expect([dashboard.status, dashboard.headers.get('location')]).toEqual([307, '/signin?return_to=%2Ftraces']);
    for (const file of [
      'secrets.json',
      'demo.json',
      'demo-person.json',
      'redis/password',
      'postgres/password',
      'clickhouse/password',
    ]) {
      expect({ file, mode: (await stat(join(folder, 'data', file))).mode & 0o777 }).toEqual({ file, mode: 0o600 });
    }

    expect(await callTool(ready, 'everything', 'echo', { message: 'hello' })).toMatchObject({
      status: 200,
      text: expect.stringContaining('hello'),
    });
    const file = join(folder, 'data', 'demo-files', 'welcome.txt');
    expect(await callTool(ready, 'filesystem', 'read_text_file', { path: file })).toMatchObject({
      status: 200,
      text: expect.stringContaining('GatewayOps'),
    });
    expect(await callTool(ready, 'memory', 'read_graph', {})).toMatchObject({ status: 200 });

    const stoppedAt = performance.now();
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
    expect(processesLeft()).toEqual([]);
  });

  it('finds the data of the first start again, and leaves nothing when it is killed', async () => {
    const { child, ready } = await start();
    expect(ready.apiKey).toBe(first.apiKey);
    expect(ready.person).toEqual(first.person);
    expect(ready.orgId).toBe(first.orgId);
    expect(await callTool(ready, 'memory', 'read_graph', {})).toMatchObject({ status: 200 });
    process.kill(ready.pids['launcher'] ?? -1, 'SIGKILL');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(1);
    expect(await waitUntil(() => processesLeft().length === 0, { timeoutMs: 10_000, everyMs: 100 })).toBe(true);
  });

  it('starts after a crash, and brings a service back that was killed', async () => {
    const { child, output, ready } = await start();
    expect(ready.apiKey).toBe(first.apiKey);
    process.kill(ready.pids['gateway'] ?? -1, 'SIGKILL');
    const works = async (): Promise<boolean> =>
      (await callTool(ready, 'everything', 'echo', { message: 'x' }).catch(() => ({ status: 0 }))).status === 200;
    expect(await waitUntil(() => output().includes('gateway died (SIGKILL)'), { timeoutMs: 5_000 })).toBe(true);
    expect(await waitUntil(works, { timeoutMs: 30_000, everyMs: 200 })).toBe(true);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(processesLeft()).toEqual([]);
  });

  it('starts without the demo where that is asked for, and leaves nothing when what npm runs is killed', async () => {
    const { child, ready, output } = await start('--no-demo');
    expect(ready).toMatchObject({ orgId: null, apiKey: null, person: null, mcpServers: [] });
    expect(Object.keys(ready.pids)).not.toContain('everything');
    const orgs = await fetch(`${ready.apiUrls.auth}/v1/orgs`, {
      headers: { authorization: `Bearer ${ready.adminToken}` },
    });
    expect(orgs.status).toBe(200);
    expect(output()).not.toContain('gwo_');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await waitUntil(() => processesLeft().length === 0, { timeoutMs: 10_000, everyMs: 100 })).toBe(true);
  });

  it('can be ended while it starts', async () => {
    const { child, output } = await spawnStart();
    expect(await waitUntil(() => output().includes('Starting GatewayOps'), { timeoutMs: START_MS_MAX })).toBe(true);
    await waitUntil(() => processesLeft().length > 2, { timeoutMs: 10_000, everyMs: 20 });
    const stoppedAt = performance.now();
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
    expect(processesLeft()).toEqual([]);
    await expect(stat(readyFile())).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
