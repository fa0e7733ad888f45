import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parseEnvironment } from './environment/read-environment.js';
import { serviceEnvironment } from './environment/service-environment.js';
import { TrustedProxies } from './http/trusted-proxies.js';
import { InternalClient } from './internal/internal-client.js';
import { signServiceToken, verifyServiceToken } from './internal/service-token.js';
import { createLogger } from './logging/logger.js';
import { RequestContext, runInRequest } from './logging/request-context.js';

const SECRET = 's'.repeat(32);

const parse = (source: Record<string, string>) =>
  parseEnvironment(z.object(serviceEnvironment), { INTERNAL_SECRET: SECRET, ADMIN_TOKEN: SECRET, ...source });

const logLine = (log: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown> => {
  let line = '';
  log(createLogger({ service: 'auth', level: 'info', destination: { write: (text) => void (line += text) } }));
  return JSON.parse(line) as Record<string, unknown>;
};

const refusal = (code: string) => JSON.stringify({ error: { code, message: 'no', request_id: 'req_1' } });

describe('the environment', () => {
  it('has the specification’s limits where nothing is set', () => {
    expect(parse({})).toMatchObject({
      REQUEST_BYTES_MAX: 10_485_760,
      READ_TIMEOUT_MS: 30_000,
      WRITE_TIMEOUT_MS: 30_000,
      IDLE_TIMEOUT_MS: 120_000,
      CORS_ORIGINS: [],
      TRUSTED_PROXIES: [],
    });
  });

  it.each([
    ['PORT', '80000'],
    ['TRUSTED_PROXIES', '10.0.0.0/8, everyone'],
    ['CORS_ORIGINS', '*'],
    ['ADMIN_TOKEN', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector'],
  ])('names %s where it is wrong, and does not repeat it', (name, value) => {
    expect(() => parse({ [name]: value })).toThrow(new RegExp(`${name}: (?!.*${value.replace('*', String.raw`\*`)})`));
  });
});

describe('trusted proxies', () => {
  const proxies = new TrustedProxies(['10.0.0.0/8', '::1', '2001:db8::/32']);

  it.each([
    ['the peer where it is no proxy', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['who a proxy names', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['the nearest that is not ours', '10.0.0.1', '1.2.3.4, 198.51.100.1, 10.0.0.2', '198.51.100.1'],
    ['the last proxy where all are', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['the proxy where it names nonsense', '10.0.0.1', '1.2.3.4, unknown', '10.0.0.1'],
    ['an IPv4 proxy on an IPv6 socket', '::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['an IPv6 client', '::1', '2001:4860::8', '2001:4860::8'],
  ])('tell %s', (_what, peer, forwardedFor, client) => {
    expect(proxies.clientAddress(peer, forwardedFor)).toBe(client);
  });

  it('are the only ones believed about https', () => {
    expect(proxies.isSecure('10.0.0.1', 'https')).toBe(true);
    expect(proxies.isSecure('10.0.0.1', 'https, http')).toBe(false);
    expect(proxies.isSecure('203.0.113.9', 'https')).toBe(false);
  });
});

describe('a service token', () => {
  const now = Date.UTC(2026, 0, 1);
  const token = signServiceToken(SECRET, 'gateway', 'auth', now);

  it('proves its caller to its audience for a minute', () => {
    expect(verifyServiceToken(SECRET, 'auth', token, now + 60_000)).toBe('gateway');
    expect(verifyServiceToken(SECRET, 'auth', token, now + 80_000)).toBeNull();
    expect(verifyServiceToken(SECRET, 'cost', token, now)).toBeNull();
    expect(verifyServiceToken('x'.repeat(32), 'auth', token, now)).toBeNull();
  });

  it('cannot be altered', () => {
    expect(verifyServiceToken(SECRET, 'auth', token.replace('gateway', 'cost'), now)).toBeNull();
    expect(verifyServiceToken(SECRET, 'auth', token.replace(/\.(\d+)\./, '.9999999999.'), now)).toBeNull();
    expect(verifyServiceToken(SECRET, 'auth', '', now)).toBeNull();
  });
});

describe('the log', () => {
  it('has the standard fields of the request under way', () => {
    const context = new RequestContext('req_1');
    Object.assign(context, { orgId: 'org_1', userId: 'user_1', traceId: 'trace_1' });
    const line = logLine((logger) => runInRequest(context, () => logger.info('done')));
    expect(line).toMatchObject({
      level: 'info', message: 'done', service: 'auth', request_id: 'req_1', trace_id: 'trace_1', org_id: 'org_1', user_id: 'user_1',
    }); // prettier-ignore
  });

  it('holds no secret, in fields or in texts', () => {
    const key = `gwo_prod_${'a'.repeat(43)}`;
    const line = logLine((logger) =>
      logger.info(
        { token: 'hush', request: { headers: { authorization: 'Bearer hush' } }, error: new Error(`no ${key}`) },
        `called with Bearer ${'h'.repeat(20)}`,
      ),
    );
    expect(JSON.stringify(line)).not.toMatch(/hush|hhhh|aaaa/);
  });
});

describe('the internal client', () => {
  let server: Server;
  let requests = 0;
  let answer: (attempt: number) => [status: number, body: string] | null;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      const given = answer(++requests);
      if (given) response.writeHead(given[0]).end(given[1]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const ask = async (method: 'GET' | 'POST', reply: typeof answer, options: object = {}) => {
    requests = 0;
    answer = reply;
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = new InternalClient({
      baseUrl,
      caller: 'cost',
      audience: 'auth',
      secret: SECRET,
      timeoutMs: 400,
      ...options,
    });
    try {
      return await client.request({
        method,
        path: '/',
        body: method === 'POST' ? {} : undefined,
        answer: z.object({ a: z.number() }),
      });
    } finally {
      void client.close();
    }
  };
  it('tries again what may be repeated', async () => {
    expect(await ask('GET', (attempt) => (attempt === 1 ? [503, ''] : [200, '{"a":1}']))).toEqual({ a: 1 });
    expect(requests).toBe(2);
  });

  it.each<[string, 'GET' | 'POST', typeof answer, object, string]>([
    ['what may not be repeated failed', 'POST', () => [503, ''], {}, 'service_unavailable'],
    ['no answer came in time', 'POST', () => null, { unavailable: 'auth_unavailable' }, 'auth_unavailable'],
    ['the answer has another shape', 'POST', () => [200, '{"a":"1"}'], {}, 'service_unavailable'],
    [
      'the answer is too large',
      'POST',
      () => [200, `{"a":1${' '.repeat(100)}}`],
      { answerBytesMax: 50 },
      'service_unavailable',
    ],
    ['our own credential was refused', 'POST', () => [401, refusal('invalid_token')], {}, 'service_unavailable'],
    ['it was refused for its own sake', 'POST', () => [409, refusal('conflict')], {}, 'conflict'],
  ])('fails where %s', async (...[, method, reply, options, code]) => {
    await expect(ask(method, reply, options)).rejects.toMatchObject({ code });
    expect(requests).toBe(1);
  });

  it('does not ask while its breaker is open', async () => {
    const breaker = { tryAcquire: () => false, succeed: () => undefined, fail: () => undefined };
    await expect(ask('GET', () => [200, '{"a":1}'], { breaker })).rejects.toMatchObject({
      code: 'service_unavailable',
    });
    expect(requests).toBe(0);
  });
});
