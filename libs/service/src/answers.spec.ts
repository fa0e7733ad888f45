import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ErrorBody } from '@gatewayops/contracts';
import { signServiceToken } from './internal/service-token.js';
import { HealthRegistry } from './observability/health.js';
import type { RunningService } from './running-service.js';
import { callOf, codeOf, lines, SECRET, start } from './things.fixture.js';

let service: RunningService;
const { call, post } = callOf(() => service);

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
    expect(response.headers.get('allow')).toBe(status === 405 ? 'POST' : null);
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
    expect(create?.requestBody).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/ThingInput' } } },
    });
    expect(document.components.schemas['ThingInput']).toMatchObject({ required: ['name'] });
    expect(document.components.schemas['Thing']).toMatchObject({ required: ['name', 'size'] });
    expect(create?.responses).toMatchObject({
      201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
      413: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    });
    expect(document.paths['/v1/things/{id}']?.['get']?.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true, schema: { format: 'uuid' } },
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', maximum: 9, default: 5 } },
    ]);
  });
});
