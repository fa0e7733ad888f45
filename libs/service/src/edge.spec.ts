import { afterEach, describe, expect, it } from '@jest/globals';
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

  it('asks for the metrics token where one is set', async () => {
    service = await start({ METRICS_TOKEN: 'm'.repeat(16) });
    expect(codeOf((await call('/metrics')).body)).toBe('unauthorized');
    const response = await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${'m'.repeat(16)}` } });
    expect(response.status).toBe(200);
  });
});
