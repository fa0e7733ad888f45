import { afterEach, describe, expect, it } from '@jest/globals';
import { get } from 'node:http';
import type { RunningService } from './running-service.js';
import { callOf, codeOf, start } from './things.fixture.js';

let service: RunningService;
const { call } = callOf(() => service);

afterEach(() => service.close());

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

  it('answers only to its own names, and to pages of its own origin or of those that may call', async () => {
    service = await start({ ALLOWED_HOSTS: 'Localhost,127.0.0.1', CORS_ORIGINS: 'https://app.example.com' });
    const statusOf = (path: string, headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const { hostname, port } = new URL(service.url);
        get({ hostname, port, path, headers }, (response) => resolve(response.resume().statusCode)).on('error', reject);
      });
    const { port } = new URL(service.url);
    // There is no such method: so far it came.
    const letIn = 405;
    expect(await statusOf('/v1/things', { host: `localhost:${port}` })).toBe(letIn);
    expect(await statusOf('/v1/things', { host: `LOCALHOST:${port}`, origin: `http://localhost:${port}` })).toBe(letIn);
    expect(await statusOf('/v1/things', { origin: 'https://app.example.com' })).toBe(letIn);
    for (const origin of ['https://evil.example.com', `http://evil.localhost:${port}`, 'null', 'http://localhost:1']) {
      expect(await statusOf('/v1/things', { host: `localhost:${port}`, origin })).toBe(403);
    }
    for (const host of ['evil.example.com', 'localhost.evil.com', '127.0.0.1.evil.com', '[::1]']) {
      expect(await statusOf('/v1/things', { host })).toBe(403);
      expect(await statusOf('/health', { host })).toBe(200);
    }
  });

  it('asks for the metrics token where one is set', async () => {
    service = await start({ METRICS_TOKEN: 'm'.repeat(16) });
    expect(codeOf((await call('/metrics')).body)).toBe('unauthorized');
    const response = await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${'m'.repeat(16)}` } });
    expect(response.status).toBe(200);
  });
});
