import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AlertFixture, ORG, OTHER_ORG, until } from './alert.fixture.js';

const ERASED_MS_MAX = 20_000;
let fixture: AlertFixture;
beforeAll(async () => {
  fixture = await AlertFixture.start();
}, 60_000);
afterAll(() => fixture.close(), 30_000);

const listed = async (orgId: string): Promise<number[]> =>
  Promise.all(
    ['rules', 'channels'].map(async (what) => {
      const { body } = await fixture.call('GET', `/v1/alerts/${what}`, { orgId });
      return (body as { items: object[] }).items.length;
    }),
  );

it('erases rules and channels of an organisation that was deleted, and no other’s', async () => {
  for (const orgId of [ORG, OTHER_ORG]) {
    const rule = await fixture.call('POST', '/v1/alerts/rules', { orgId, body: { name: 'errors' } });
    const body = { name: 'hook', type: 'webhook', url: 'http://127.0.0.1:9/hook' };
    const channel = await fixture.call('POST', '/v1/alerts/channels', { orgId, body });
    expect([rule.status, channel.status]).toEqual([201, 201]);
  }
  fixture.deleted.add(ORG);
  await until('erased', () => (fixture.deleted.size === 0 ? true : undefined), ERASED_MS_MAX);
  expect([await listed(ORG), await listed(OTHER_ORG)]).toEqual([
    [0, 0],
    [1, 1],
  ]);
}, 60_000);
