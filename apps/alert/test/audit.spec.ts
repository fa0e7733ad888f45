import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AuditRecorded, streamName } from '@gatewayops/contracts';
import { connectRedis, whenReady } from '@gatewayops/redis';
import { AlertFixture } from './alert.fixture.js';

let fixture: AlertFixture;
beforeAll(async () => {
  fixture = await AlertFixture.start();
}, 60_000);
afterAll(() => fixture.close(), 30_000);

const made = async (path: string, body: object) =>
  ((await fixture.call('POST', path, { body })).body as { id: string }).id;

async function auditEvents(count: number): Promise<AuditRecorded[]> {
  const redis = connectRedis({ url: fixture.redis.url, name: 'test' });
  await whenReady(redis, 5_000);
  try {
    for (let tries = 0; ; tries++) {
      const entries = await redis.xrange(streamName('audit'), '-', '+');
      if (entries.length >= count || tries === 100)
        return entries.map(([, fields]) => AuditRecorded.parse(JSON.parse(fields[1] ?? '')));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    redis.disconnect();
  }
}

it('has changes of rules and channels in the audit log, in their order and without a secret', async () => {
  const rule = await made('/v1/alerts/rules', { name: 'errors' });
  await fixture.call('PATCH', `/v1/alerts/rules/${rule}`, { body: { enabled: false } });
  await fixture.call('DELETE', `/v1/alerts/rules/${rule}`);
  const url = 'https://93.184.216.34/hook?token=very-secret';
  const channel = await made('/v1/alerts/channels', { name: 'hook', url });
  await fixture.call('DELETE', `/v1/alerts/channels/${channel}`);
  await fixture.call('DELETE', `/v1/alerts/channels/${channel}`);

  const events = await auditEvents(5);
  expect(
    events.map(({ payload }) => [payload.action, payload.resourceType, payload.resourceId, payload.details['change']]),
  ).toEqual([
    ['config.changed', 'alert_rule', rule, 'created'],
    ['config.changed', 'alert_rule', rule, 'updated'],
    ['config.changed', 'alert_rule', rule, 'deleted'],
    ['config.changed', 'alert_channel', channel, 'created'],
    ['config.changed', 'alert_channel', channel, 'deleted'],
  ]);
  expect(events[1]?.payload.details).toEqual({ name: 'errors', change: 'updated', enabled: false });
  expect(JSON.stringify(events)).not.toContain('very-secret');
});
