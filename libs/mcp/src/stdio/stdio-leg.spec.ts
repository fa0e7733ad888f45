import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { McpServerRuntime } from '@gatewayops/contracts';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { isAlive, PEERS, until } from '../fixtures/child.js';
import { bodyOf, callTool, server, SILENT, upstreamsFor } from '../fixtures/upstreams.js';
import type { Upstream, UpstreamsOptions } from '../upstream/types.js';
import { StdioCatalogue } from './catalogue.js';

const FIXTURES = new URL('../fixtures/', import.meta.url).pathname;
const SCRIPT = join(FIXTURES, 'stdio-server.mjs');
let folder: string;
let file: string;
let upstreams: ReturnType<typeof upstreamsFor>;
let logged: object[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mcp-stdio-'));
  file = join(folder, 'pids');
  logged = [];
});
afterEach(async () => {
  await upstreams.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function start(mode: string, options: Partial<UpstreamsOptions> = {}, entry: object = {}, parts: Partial<McpServerRuntime> = {}): Upstream {
  const catalogue = StdioCatalogue.parse({
    entries: {
      fixture: { command: process.execPath, args: [SCRIPT, '{mode}', file], arguments: { mode: { pattern: '[a-z]+' } }, ...entry },
      filesystem: { command: process.execPath, args: [`${PEERS}server-filesystem/dist/index.js`, folder] },
      memory: { command: process.execPath, args: [`${PEERS}server-memory/dist/index.js`], environment: { MEMORY_FILE_PATH: '{workFolder}/memory.jsonl' } },
    },
  });
  const logger = { ...SILENT, info: (fields: object) => logged.push(fields) };
  upstreams ??= upstreamsFor();
  upstreams = upstreamsFor({ catalogue, logger, ...options });
  return upstreams.get(server({ transport: { type: 'stdio', catalogEntry: 'fixture', arguments: mode ? { mode } : {} }, ...parts }));
} // prettier-ignore
const pids = (): number[] => (existsSync(file) ? [...readFileSync(file, 'utf8').matchAll(/^\d+$/gm)].map(Number) : []);
const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error as Error).message,
  );

describe('the official servers', () => {
  it.each([
    ['filesystem', 14, 'list_allowed_directories', 'Allowed directories'],
    ['memory', 9, 'read_graph', 'entities'],
  ])('%s is probed and called', async (catalogEntry, toolCount, tool, text) => {
    const upstream = start('ok', {}, {}, { transport: { type: 'stdio', catalogEntry, arguments: {} } });
    expect(await upstream.probe()).toMatchObject({ ok: true, era: 'legacy', protocolVersion: '2025-11-25', toolCount });
    expect(await bodyOf(await callTool(upstream, tool))).toContain(text);
  });
});

describe('a process', () => {
  it('answers many calls at once, each its own, digits and all', async () => {
    const upstream = start('ok', {}, {}, { settings: server({ settings: { maxConcurrency: 100 } }).settings });
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, i) => bodyOf(await callTool(upstream, 'echo', `{"i":${i}}`))),
    );
    expect(answers.map((raw) => (JSON.parse(raw) as { args: { i: number } }).args.i)).toEqual(answers.map((_, i) => i));
    expect(pids()).toHaveLength(1);
  });

  it('gets a message on one line, however it was broken', async () => {
    const upstream = start('ok');
    const answer = await callTool(upstream, 'echo', '{\n"a"\r\n:\n1}');
    expect(JSON.parse(await bodyOf(answer))).toMatchObject({ args: { a: 1 } });
  });

  it('has a clean environment, its own folder, and the secrets of its server', async () => {
    const credential = { type: 'environment' as const, variables: { API_TOKEN: 's3cret' } };
    const upstream = start('ok', {}, { environment: { FROM_OPERATOR: '{mode}' } }, { credential });
    const { environment, cwd } = JSON.parse(await bodyOf(await callTool(upstream, 'environment'))) as {
      environment: Record<string, string>;
      cwd: string;
    };
    expect(Object.keys(environment).toSorted()).toEqual(['API_TOKEN', 'FROM_OPERATOR', 'HOME', 'LANG', 'PATH', 'TMPDIR']);
    expect(environment).toMatchObject({ API_TOKEN: 's3cret', FROM_OPERATOR: 'ok', HOME: cwd });
    expect(cwd.endsWith(upstream.server.id)).toBe(true);
  }); // prettier-ignore

  it('maps progress to the call and answers pings', async () => {
    const upstream = start('ok');
    const messages: string[] = [];
    const params = Buffer.from('{"name":"progress","_meta":{"progressToken":"mine"}}');
    await callTool(upstream, 'progress', '', { params, onMessage: (raw) => messages.push(raw.toString()) });
    expect(messages).toEqual([
      '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"mine","progress":1}}',
    ]);
    expect(await bodyOf(await callTool(upstream, 'ask'))).toBe('{"answer":{}}');
  });

  it('is heard when it says of its own accord that something changed, though no call is there to take it', async () => {
    const heard: string[] = [];
    const onNotification = ({ name }: McpServerRuntime, method: string) => heard.push(`${name} ${method}`);
    const upstream = start('ok', { onNotification });
    await callTool(upstream, 'change');
    expect(await until(() => heard.length > 0)).toBe(true);
    expect(heard).toEqual(['test notifications/tools/list_changed']);
  });

  it('is spoken to at 2026-07-28 when it knows no initialize', async () => {
    const upstream = start('modern');
    expect(await upstream.describe()).toMatchObject({ era: 'modern', protocolVersion: '2026-07-28' });
    const body = await bodyOf(await callTool(upstream, 'echo'));
    expect(JSON.parse(body)).toMatchObject({ meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } });
  });

  it('writes its standard error into the log, line by line and not without end', async () => {
    await start('ok').describe();
    await until(() => logged.some((fields) => 'stderr' in fields));
    const lines = logged.flatMap((fields) => ('stderr' in fields ? [String(fields.stderr)] : []));
    expect(lines[0]).toMatch(/^started ok e+$/);
    expect(lines[0]?.length).toBeLessThanOrEqual(4_096);
  });
});

describe('limits', () => {
  it('of time: the call ends and the process is told', async () => {
    const upstream = start('ok', {}, {}, { settings: server({ settings: { timeoutMs: 400 } }).settings });
    await upstream.describe();
    expect(await messageOf(callTool(upstream, 'never'))).toBe('The MCP server took too long to answer.');
    expect(await until(() => readFileSync(file, 'utf8').includes('cancelled '))).toBe(true);
  });

  it('of size: a larger message fails its call and no other', async () => {
    const upstream = start('ok', { limits: { answerBytesMax: 100_000 } });
    const small = callTool(upstream, 'large', '{"bytes":90000}');
    expect(await messageOf(callTool(upstream, 'large', '{"bytes":900000}'))).toContain('larger than');
    expect((await bodyOf(await small)).length).toBeGreaterThan(90_000);
  });

  it('of number: an idle process makes room, a busy one does not', async () => {
    const first = start('ok', { limits: { processesMax: 1 } });
    await first.describe();
    const other = upstreams.get(server({ transport: first.server.transport }));
    await other.describe();
    expect(await until(async () => !(await isAlive(pids()[0] ?? 0)))).toBe(true);
    const busy = callTool(other, 'never');
    expect(await until(() => other.activeCalls === 1)).toBe(true);
    await sleep(50);
    expect(await messageOf(first.describe())).toBe('Too many stdio servers run on this gateway.');
    const failed = messageOf(busy);
    await upstreams.close();
    expect(await failed).toContain('ended before it answered');
  });

  it('of idleness: the process is ended and started again when it is needed', async () => {
    const upstream = start('ok', {}, { idleTimeoutMs: 1_000 });
    await upstream.describe();
    expect(await until(async () => !(await isAlive(pids()[0] ?? 0)))).toBe(true);
    expect(await bodyOf(await callTool(upstream, 'echo'))).toContain('args');
    expect(pids()).toHaveLength(2);
  });
});

describe('death', () => {
  it('of the process fails the calls in flight, and the next call starts it again', async () => {
    const upstream = start('ok');
    const others = [callTool(upstream, 'never'), callTool(upstream, 'never')];
    expect(await messageOf(callTool(upstream, 'die'))).toBe(
      'The process of the stdio server ended before it answered.',
    );
    for (const other of others) expect(await messageOf(other)).toContain('ended before it answered');
    expect(await bodyOf(await callTool(upstream, 'echo'))).toContain('args');
  });

  it('at once, again and again, is waited out', async () => {
    const upstream = start('crash');
    await messageOf(upstream.describe());
    await messageOf(upstream.describe());
    expect(await messageOf(upstream.describe())).toContain('it is started again in');
    expect(pids()).toHaveLength(2);
  });

  it('of a command that is not there is told', async () => {
    const upstream = start('ok', {}, { command: '/nonexistent/server' });
    expect(await messageOf(upstream.describe())).toContain('stdio server');
  });

  it('by close takes the whole group along, SIGTERM or not', async () => {
    await start('stubborn').describe();
    expect(pids()).toHaveLength(2);
    await upstreams.close();
    for (const pid of pids()) expect(await until(async () => !(await isAlive(pid)), 1_000)).toBe(true);
  }, 15_000);

  it('of the gateway by SIGKILL leaves no process', async () => {
    upstreams = upstreamsFor();
    const gateway = spawn(process.execPath, [join(FIXTURES, 'gateway-to-kill.mjs'), SCRIPT, file, folder]);
    await new Promise((resolve) => gateway.stdout.once('data', resolve));
    expect(pids()).toHaveLength(2);
    for (const pid of pids()) expect(await isAlive(pid)).toBe(true);
    gateway.kill('SIGKILL');
    for (const pid of pids()) expect(await until(async () => !(await isAlive(pid)))).toBe(true);
  }, 15_000);
});

describe('the catalogue', () => {
  it.each([
    [{ mode: 'ok; rm' }, 'does not match'],
    [{ mode: 'ok\n' }, 'does not match'],
    [{ mode: 'ok', more: 'x' }, 'takes no argument `more`'],
    [{}, 'is missing'],
  ])('refuses the arguments %j', async (values, words) => {
    const upstream = start('', {}, {}, { transport: { type: 'stdio', catalogEntry: 'fixture', arguments: values } });
    expect(await messageOf(upstream.describe())).toContain(words);
    expect(pids()).toEqual([]);
  });

  it.each(['NODE_OPTIONS', 'LD_PRELOAD', 'PATH', 'BASH_ENV', 'PYTHONSTARTUP'])(
    'refuses a tenant’s %s',
    async (name) => {
      const credential = { type: 'environment' as const, variables: { [name]: 'x' } };
      expect(await messageOf(start('ok', {}, {}, { credential }).describe())).toContain(`\`${name}\` may not be set`);
    },
  );

  it('refuses an entry that it does not have', async () => {
    const transport = { type: 'stdio' as const, catalogEntry: 'constructor', arguments: {} };
    expect(await messageOf(start('ok', {}, {}, { transport }).describe())).toContain('no entry `constructor`');
  });

  it('is refused when a pattern is none', () => {
    const entry = { command: 'x', arguments: { a: { pattern: '(' } } };
    expect(StdioCatalogue.safeParse({ entries: { e: entry } }).success).toBe(false);
  });
});
