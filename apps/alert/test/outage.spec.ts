import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertFixture } from './alert.fixture.js';

const ID = '019a0000-0000-7000-8000-0000000000ee';
const UNSEEN_ORG = '019a0000-0000-7000-8000-000000000077';
const ENDPOINTS: [method: string, path: string, body?: unknown][] = [
  ['POST', '/v1/alerts/channels', { name: 'a', url: 'https://hooks.example.com' }],
  ['GET', '/v1/alerts/channels'],
  ['DELETE', `/v1/alerts/channels/${ID}`],
  ['POST', '/v1/alerts/rules', { name: 'a' }],
  ['GET', '/v1/alerts/rules'],
  ['PATCH', `/v1/alerts/rules/${ID}`, { enabled: false }],
  ['DELETE', `/v1/alerts/rules/${ID}`],
  ['GET', '/v1/alerts/incidents'],
  ['GET', `/v1/alerts/incidents/${ID}`],
];

let fixture: AlertFixture;
beforeAll(async () => {
  fixture = await AlertFixture.start();
  // The organisation is known from here on, so that only the database is missed.
  await fixture.call('GET', '/v1/alerts/rules');
  fixture.postgres.kill('SIGKILL');
  await fixture.postgres.exited;
  fixture.auth.closeAllConnections();
  fixture.auth.close();
}, 60_000);
afterAll(() => fixture.close(), 30_000);

describe.each(ENDPOINTS)('%s %s', (method, path, body) => {
  it('503 service_unavailable: PostgreSQL is away', async () => {
    const answer = await fixture.call(method, path, { body });
    expect(answer).toMatchObject({ status: 503, code: 'service_unavailable' });
  });

  it('503 auth_unavailable: nobody can say whether the organisation exists', async () => {
    const answer = await fixture.call(method, path, { body, orgId: UNSEEN_ORG });
    expect(answer).toMatchObject({ status: 503, code: 'auth_unavailable' });
  });
});

it('/ready says what is down', async () => {
  expect(await fixture.call('GET', '/ready')).toMatchObject({
    status: 503,
    body: {
      status: 'unavailable',
      dependencies: { postgres: { state: 'down', critical: true }, redis: { state: 'up' } },
    },
  });
});
