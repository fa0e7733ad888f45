import { connect } from 'node:net';
import { Body, Controller, Get, Inject, Module, Param, Post, Query, type Type } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ErrorBody, GatewayOpsError } from '@gatewayops/contracts';
import { z } from 'zod';
import { createService } from './create-service.js';
import { parseEnvironment } from './environment/read-environment.js';
import { serviceEnvironment } from './environment/service-environment.js';
import { Internal, CallingService } from './internal/internal-guard.js';
import { signServiceToken } from './internal/service-token.js';
import { createLogger, Logger } from './logging/logger.js';
import { HealthRegistry } from './observability/health.js';
import { ACCESS_ERRORS, BODY_ERRORS, Operation } from './openapi/operation.js';
import type { RunningService } from './running-service.js';

const Thing = z.object({ name: z.string().min(1), size: z.number().int().default(3) }).meta({ id: 'Thing' });
const ThingQuery = z.object({ limit: z.coerce.number().int().max(9).default(5) });
const SECRET = 's'.repeat(32);

@Controller('/v1/things')
class ThingController {
  constructor(@Inject(HealthRegistry) readonly health: HealthRegistry) {}

  @Post()
  @Operation({
    id: 'createThing',
    summary: 'Makes one',
    status: 201,
    answer: Thing,
    errors: [...ACCESS_ERRORS, ...BODY_ERRORS],
  })
  create(@Body({ schema: Thing }) thing: z.infer<typeof Thing>) {
    return thing;
  }

  @Get(':id')
  @Operation({ id: 'getThing', summary: 'Reads one', status: 200, answer: Thing, errors: ['not_found'] })
  read(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: ThingQuery }) query: z.infer<typeof ThingQuery>,
  ) {
    if (id.endsWith('0')) throw new GatewayOpsError('not_found');
    if (id.endsWith('1')) throw new Error('secret detail');
    return { name: id, size: query.limit };
  }
}

@Internal('gateway')
@Controller('/internal/v1/things')
class InternalController {
  @Get()
  read(@CallingService() caller: string) {
    return { caller };
  }
}

@Controller('/v1/loose')
class LooseController {
  @Post()
  create(@Body() body: object) {
    return body;
  }
}

const moduleOf = (...controllers: Type[]): Type => {
  class AppModule {}
  Module({ controllers })(AppModule);
  return AppModule;
};

const lines: string[] = [];
const start = (overrides: Record<string, string> = {}, module = moduleOf(ThingController, InternalController)) =>
  createService({
    name: 'things',
    module,
    environment: parseEnvironment(z.object(serviceEnvironment), {
      PORT: '0', INTERNAL_SECRET: SECRET, ADMIN_TOKEN: 'a'.repeat(32), ...overrides,
    }), // prettier-ignore
    logger: createLogger({
      service: 'things',
      level: 'debug',
      destination: { write: (line) => void lines.push(line) },
    }),
    api: { service: 'things', title: 'Things', description: '', controllers: [ThingController, InternalController] },
    configure: ({ fastify }) => {
      fastify.get('/slow', async () => new Promise((resolve) => setTimeout(() => resolve({ slept: true }), 300)));
      fastify.get('/huge', async (_request, reply) => reply.type('text/plain').send('x'.repeat(50_000_000)));
    },
  });

/** Sends bytes on a bare connection and collects what comes back until it closes. */
const exchange = (port: number, text: string, end = false): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => (end ? socket.end(text) : socket.write(text)));
    socket.setTimeout(5_000, () => reject(new Error(`no end after: ${answer}`)));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => (socket.destroy(), resolve(answer)));
    socket.on('error', reject);
  });

let service: RunningService;
const call = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${service.url}${path}`, init);
  return { response, body: (await response.json()) as unknown };
};
const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  call('/v1/things', { method: 'POST', body, headers });
const codeOf = (body: unknown) => ErrorBody.parse(body).error.code;

afterEach(() => service.close());

describe('answers', () => {
  beforeEach(async () => {
    lines.length = 0;
    service = await start();
  });

  it('validates bodies and hands on what the schema made of them', async () => {
    expect((await post('{"name":"a"}')).body).toEqual({ name: 'a', size: 3 });
    const { response, body } = await post('{"name":""}');
    expect(response.status).toBe(400);
    expect(ErrorBody.parse(body).error).toMatchObject({ code: 'validation_error', details: [{ field: 'name' }] });
  });

  it('validates queries and parameters', async () => {
    const id = '00000000-0000-4000-8000-000000000002';
    expect((await call(`/v1/things/${id}?limit=7`)).body).toEqual({ name: id, size: 7 });
    expect(codeOf((await call(`/v1/things/${id}?limit=70`)).body)).toBe('validation_error');
    expect(codeOf((await call('/v1/things/nobody')).body)).toBe('validation_error');
  });

  it.each([
    ['not JSON', () => post('{"name":'), 400, 'bad_request'],
    ['nothing', () => post(''), 400, 'bad_request'],
    [
      'another media type',
      () => post('name=a', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported_media_type',
    ],
    ['plain text', () => post('a', { 'content-type': 'text/plain' }), 415, 'unsupported_media_type'],
    ['too much', () => post(`{"name":"${'a'.repeat(10_485_760)}"}`), 413, 'payload_too_large'],
    ['an unknown address', () => call('/v1/nothing'), 404, 'not_found'],
    ['another method', () => call('/v1/things', { method: 'DELETE' }), 405, 'method_not_allowed'],
    ['a malformed address', () => call('/v1/things/%E0%A4%A'), 400, 'bad_request'],
    ['what is not there', () => call('/v1/things/00000000-0000-4000-8000-000000000000'), 404, 'not_found'],
    ['a defect', () => call('/v1/things/00000000-0000-4000-8000-000000000001'), 500, 'internal_error'],
  ] as const)('refuses %s in the one format', async (_what, send, status, code) => {
    const { response, body } = await send();
    expect(response.status).toBe(status);
    expect(codeOf(body)).toBe(code);
    expect(response.headers.get('x-request-id')).toBe(ErrorBody.parse(body).error.request_id);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(JSON.stringify(body)).not.toContain('secret detail');
    if (status === 405) expect(response.headers.get('allow')).toBe('POST');
  });

  it('keeps a well-formed X-Request-ID and replaces any other', async () => {
    const kept = await call('/health', { headers: { 'x-request-id': 'caller-0001' } });
    expect(kept.response.headers.get('x-request-id')).toBe('caller-0001');
    const replaced = await call('/health', { headers: { 'x-request-id': 'no' } });
    expect(replaced.response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{24}$/);
  });

  it('lets services with a token for us into /internal, and only those named', async () => {
    const as = (caller: string, audience = 'things', secret = SECRET) =>
      call('/internal/v1/things', {
        headers: { authorization: `Service ${signServiceToken(secret, caller, audience)}` },
      });
    expect((await as('gateway')).body).toEqual({ caller: 'gateway' });
    expect(codeOf((await as('cost')).body)).toBe('forbidden');
    expect(codeOf((await as('gateway', 'auth')).body)).toBe('invalid_token');
    expect(codeOf((await as('gateway', 'things', 'x'.repeat(32))).body)).toBe('invalid_token');
    expect(codeOf((await call('/internal/v1/things')).body)).toBe('unauthorized');
  });

  it('tells on /ready which dependency is down', async () => {
    const health = service.app.get(HealthRegistry);
    health.register({ name: 'store', critical: true, check: async () => ({ state: 'up' }) });
    health.register({ name: 'spare', critical: false, check: () => Promise.reject(new Error('away')) });
    expect((await call('/ready')).body).toEqual({
      status: 'degraded',
      dependencies: {
        store: { state: 'up', critical: true },
        spare: { state: 'down', critical: false, detail: 'away' },
      },
    });
    health.register({ name: 'store', critical: true, check: async () => ({ state: 'down', detail: 'refused' }) });
    const { response, body } = await call('/ready');
    expect(response.status).toBe(503);
    expect(body).toMatchObject({ status: 'unavailable', dependencies: { store: { detail: 'refused' } } });
  });

  it('counts requests by route template', async () => {
    await call('/v1/things/00000000-0000-4000-8000-000000000002');
    await call('/v1/nothing');
    const text = await (await fetch(`${service.url}/metrics`)).text();
    expect(text).toMatch(
      /http_server_requests_total\{method="GET",path="\/v1\/things\/:id",status="200",service="things"\} 1/,
    );
    expect(text).toMatch(/http_server_requests_total\{method="GET",path="unmatched",status="404",service="things"\} 1/);
    expect(text).toContain('http_server_request_duration_seconds_bucket');
    expect(text).toContain('process_cpu_seconds_total');
  });

  it('logs with the standard fields and the request’s id', async () => {
    await call('/v1/things/00000000-0000-4000-8000-000000000001', { headers: { 'x-request-id': 'caller-0002' } });
    const line = lines.map((text) => JSON.parse(text) as Record<string, unknown>).find((of) => of['level'] === 'error');
    expect(line).toMatchObject({ service: 'things', message: 'request failed', request_id: 'caller-0002' });
    expect(line?.['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('describes itself in OpenAPI 3.1', async () => {
    const document = (await call('/openapi.json')).body as {
      openapi: string;
      paths: Record<
        string,
        Record<string, { operationId: string; responses: object; parameters: object[]; requestBody: object }>
      >;
      components: { schemas: Record<string, object> };
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual([
      '/health',
      '/metrics',
      '/openapi.json',
      '/ready',
      '/v1/things',
      '/v1/things/{id}',
    ]);
    const create = document.paths['/v1/things']?.['post'];
    expect(create?.operationId).toBe('createThing');
    expect(Object.keys(create?.responses ?? {})).toEqual([
      '201',
      '400',
      '401',
      '403',
      '408',
      '413',
      '415',
      '500',
      '503',
    ]);
    expect(JSON.stringify(document)).toMatchSnapshot();
  });
});

describe('the edge', () => {
  it('believes forwarded headers only from trusted proxies', async () => {
    service = await start({ TRUSTED_PROXIES: '10.0.0.0/8' });
    const secure = { headers: { 'x-forwarded-proto': 'https' } };
    expect((await call('/health', secure)).response.headers.has('strict-transport-security')).toBe(false);
    await service.close();
    service = await start({ TRUSTED_PROXIES: '127.0.0.1' });
    expect((await call('/health', secure)).response.headers.get('strict-transport-security')).toBe(
      'max-age=31536000; includeSubDomains',
    );
    expect((await call('/health')).response.headers.has('strict-transport-security')).toBe(false);
  });

  it('allows browsers of the configured origins only', async () => {
    service = await start({ CORS_ORIGINS: 'https://app.example.com' });
    const preflight = (origin: string) =>
      fetch(`${service.url}/v1/things`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const allowed = await preflight('https://app.example.com');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://app.example.com',
    ]);
    const refused = await preflight('https://evil.example.com');
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([405, null]);
  });

  it('asks for the metrics token where one is set', async () => {
    service = await start({ METRICS_TOKEN: 'm'.repeat(16) });
    expect(codeOf((await call('/metrics')).body)).toBe('unauthorized');
    const response = await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${'m'.repeat(16)}` } });
    expect(response.status).toBe(200);
  });
});

describe('slow and broken clients', () => {
  beforeEach(async () => {
    service = await start({ READ_TIMEOUT_MS: '300', WRITE_TIMEOUT_MS: '400', IDLE_TIMEOUT_MS: '300' });
  });

  const head = 'POST /v1/things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';

  it.each([
    ['half-sent headers', 'GET /health HTTP/1.1\r\nhost', 408, 'request_timeout'],
    ['a half-sent body', `${head}content-length: 100\r\n\r\n{"name"`, 408, 'request_timeout'],
    ['what is not HTTP', 'HELLO\r\n\r\n', 400, 'bad_request'],
    [
      'headers that are too large',
      `GET /health HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    ['a malformed chunk', `${head}transfer-encoding: chunked\r\n\r\nzz\r\n`, 400, 'bad_request'],
    ['two lengths', `${head}content-length: 5\r\ncontent-length: 6\r\n\r\n`, 400, 'bad_request'],
  ])('answers %s in the one format and closes', async (_what, text, status, code) => {
    const answer = await exchange(service.port, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(codeOf(JSON.parse(answer.slice(answer.indexOf('{'))))).toBe(code);
    expect(answer.match(/^HTTP\/1\.1/gm)).toHaveLength(1);
  });

  it('closes a connection that is not used, after an answer and before a first request', async () => {
    expect(await exchange(service.port, 'GET /health HTTP/1.1\r\nhost: x\r\n\r\n')).toContain('"alive"');
    expect(await exchange(service.port, '')).toMatch(/^$|408/);
  });

  it('cuts a client that does not read its answer', async () => {
    const socket = connect(service.port, '127.0.0.1', () => socket.write('GET /huge HTTP/1.1\r\nhost: x\r\n\r\n'));
    socket.pause();
    const server = service.app.getHttpServer() as import('node:http').Server;
    const open = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
    for (let i = 0; i < 40 && (await open()) === 0; i++) await new Promise((resolve) => setTimeout(resolve, 25));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await open()).toBe(0);
    socket.destroy();
  });

  it('waits for itself as long as it takes', async () => {
    expect(await exchange(service.port, 'GET /slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toContain(
      'slept',
    );
  });
});

describe('start and end', () => {
  it('refuses a parameter without a schema', async () => {
    service = await start();
    await expect(start({}, moduleOf(LooseController))).rejects.toThrow('LooseController.create: @Body at position 0');
  });

  it('refuses a port that is taken', async () => {
    service = await start();
    await expect(start({ PORT: String(service.port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('finishes requests under way, runs hooks in order, and stops', async () => {
    service = await start();
    const order: string[] = [];
    for (const phase of ['close', 'drain', 'stop'] as const) {
      service.parts.shutdown.register(phase, phase, () => void order.push(phase));
    }
    service.parts.shutdown.register('drain', 'broken', () => Promise.reject(new Error('no')));
    const slow = call('/slow').then(({ body }) => (order.push('answered'), body));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await service.close();
    expect(await slow).toEqual({ slept: true });
    expect(order).toEqual(['stop', 'answered', 'drain', 'close']);
    await expect(fetch(`${service.url}/health`)).rejects.toThrow();
  });

  it('makes its parts injectable', async () => {
    service = await start();
    expect(service.app.get(ThingController).health).toBe(service.app.get(HealthRegistry));
    expect(service.app.get(Logger)).toBe(service.parts.logger);
  });
});
