import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from '@jest/globals';

const library = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const PROGRAM = `
  import { readEnvironment, serviceEnvironment, startService, withSpan } from '${library}';
  import { z } from 'zod';
  class AppModule {}
  await startService({
    name: 'demo',
    module: AppModule,
    environment: readEnvironment(z.object(serviceEnvironment), process.env),
    configure: ({ fastify }) => {
      fastify.get('/work', () => withSpan('auth.validate_key', { attributes: { 'demo.size': 3 } }, async () => ({})));
    },
  });
`;

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => (server.closeAllConnections(), server.close())));

async function listen(onBody: (path: string, body: string) => void = () => undefined): Promise<number> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => (onBody(request.url ?? '', body), response.end('{}')));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Starts a service as a process; `out` and `err` grow with what it writes. */
function start(environment: Record<string, string> = {}) {
  const secrets = { INTERNAL_SECRET: 's'.repeat(32), ADMIN_TOKEN: 'a'.repeat(32) };
  const env = { PORT: '0', ...secrets, ...environment };
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], { env, cwd });
  const written = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString()));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const url = async (): Promise<string> => {
    for (let i = 0; i < 400 && !written.out.includes('"url"'); i++) await new Promise((done) => setTimeout(done, 25));
    return /"url":"([^"]+)"/.exec(written.out)?.[1] ?? '';
  };
  return { child, written, ended, url };
}

it('says in one sentence which settings are wrong, and ends with 1', async () => {
  const { ended, written } = start({ PORT: 'many', ADMIN_TOKEN: 'short' });
  expect(await ended).toBe(1);
  expect(written.err).toMatch(/^The environment is not valid\. PORT: .*; ADMIN_TOKEN: use at least 32 characters\n$/);
  expect(written.out).toBe('');
}, 20_000);

it('says in one sentence that its port is taken, and ends with 1', async () => {
  const port = await listen();
  const { ended, written } = start({ PORT: String(port) });
  expect(await ended).toBe(1);
  expect(written.err).toBe(`demo: port ${port} on 127.0.0.1 is taken by another program. Set PORT to a free one.\n`);
}, 20_000);

it.each(['SIGTERM', 'SIGINT'] as const)(
  'ends in order on %s, and writes nothing but JSON',
  async (signal) => {
    const { child, ended, written, url } = start();
    expect((await fetch(`${await url()}/health`)).status).toBe(200);
    child.kill(signal);
    expect(await ended).toBe(0);
    const lines = written.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { message: string });
    expect(lines.map(({ message }) => message)).toEqual(['listening', 'shutting down', 'stopped']);
    expect(written.err).toBe('');
  },
  20_000,
);

it('ends with its parent where it is told to', async () => {
  const { child, ended, url } = start({ EXIT_WITH_PARENT: '1' });
  await url();
  child.stdin.end();
  expect(await ended).toBe(0);
}, 20_000);

it('sends its spans, written by hand, where an endpoint is set', async () => {
  let bodies = '';
  const port = await listen((path, body) => (bodies += path + body));
  const { child, ended, url } = start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  const traceparent = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;
  await fetch(`${await url()}/work`, { headers: { traceparent } });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(bodies).toContain('/v1/traces');
  expect(bodies).toContain('"auth.validate_key"');
  expect(bodies).toContain('"GET /work"');
  expect(bodies).toContain('ab'.repeat(16));
  expect(bodies).toContain('gatewayops-demo');
}, 20_000);
