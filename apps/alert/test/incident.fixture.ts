import { randomUUID } from 'node:crypto';
import { AlertIncidentPage, type CallsCounted } from '@gatewayops/contracts';
import { connectRedis } from '@gatewayops/redis';
import { ORG, until, type AlertFixture } from './alert.fixture.js';

/** An event as a gateway makes one each second: how calls went in the second that just ended. */
export const callsCounted = (calls: number, errors: number, orgId = ORG): CallsCounted => ({
  id: randomUUID(),
  type: 'calls.counted',
  version: 1,
  orgId,
  occurredAt: Date.now(),
  payload: { windowStartMs: Date.now() - 1_000, windowMs: 1_000, mcpServer: 'files', calls, errors, timeouts: 0 },
});

/** Puts events on the stream as the gateway's publisher does: one field `e`. */
export async function publish(fixture: AlertFixture, ...events: CallsCounted[]): Promise<void> {
  const redis = connectRedis({ url: fixture.redis.url, name: 'test:publish' });
  try {
    for (const event of events) await redis.xadd('gwo:{alert}', '*', 'e', JSON.stringify(event));
  } finally {
    redis.disconnect();
  }
}

/** Lets calls fail until the rule has an open incident; gives its id. */
export async function openIncidentOf(fixture: AlertFixture, ruleId: string): Promise<string> {
  await publish(fixture, callsCounted(100, 50));
  return until('an open incident', async () => {
    const { body } = await fixture.call('GET', '/v1/alerts/incidents?status=open');
    return AlertIncidentPage.parse(body).items.find((incident) => incident.rule_id === ruleId)?.id;
  });
}
