import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlertIncidentDetail, AlertRule, CreatedAlertChannel } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres';
import { AlertFixture, OTHER_ORG, pause, until } from './alert.fixture.js';
import { callsCounted, openIncidentOf, publish } from './incident.fixture.js';
import { isGenuine, WebhookReceiver } from './webhook-receiver.fixture.js';

let fixture: AlertFixture;
let receiver: WebhookReceiver;
let secret: string;
let rule: AlertRule;
let runs = 0;

beforeAll(async () => {
  fixture = await AlertFixture.start();
}, 60_000);
afterAll(() => fixture.close(), 30_000);

beforeEach(async () => {
  receiver = await WebhookReceiver.start();
  const name = `run ${++runs}`;
  const channel = await fixture.call('POST', '/v1/alerts/channels', { body: { name, url: receiver.url } });
  secret = CreatedAlertChannel.parse(channel.body).secret;
  // 10% over 10 s, of at least 20 calls
  const body = { name, threshold_basis_points: 1_000, window_seconds: 10, minimum_calls: 20 };
  rule = AlertRule.parse((await fixture.call('POST', '/v1/alerts/rules', { body })).body);
});

afterEach(async () => {
  const page = await fixture.call('GET', '/v1/alerts/channels');
  for (const { id } of (page.body as { items: { id: string }[] }).items) {
    await fixture.call('DELETE', `/v1/alerts/channels/${id}`);
  }
  await fixture.call('DELETE', `/v1/alerts/rules/${rule.id}`);
  await withConnection(fixture.postgres.url, (client) => client.query('TRUNCATE alert_windows'));
  receiver.close();
});

const opened = () => receiver.of('alert.opened', rule.name);
const resolved = () => receiver.of('alert.resolved', rule.name);
const read = async (id: string) =>
  AlertIncidentDetail.parse((await fixture.call('GET', `/v1/alerts/incidents/${id}`)).body);

describe('an error rate above the threshold', () => {
  it('is told to the webhook, signed, within 2 s, and again when it is over', async () => {
    const startedAtMs = performance.now();
    await publish(fixture, callsCounted(100, 20));
    const [message] = await until('the notification', () => (opened().length > 0 ? opened() : undefined));
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    expect(message && isGenuine(message, secret)).toBe(true);
    expect(message && isGenuine(message, `${secret}x`)).toBe(false);
    expect(message?.notification.incident).toMatchObject({
      calls: 100,
      errors: 20,
      status: 'open',
      severity: 'critical',
    });
    expect(message?.notification.id).toBe(message?.delivery);

    // 20 of 900 calls is 2.2%
    await publish(fixture, callsCounted(800, 0));
    const [end] = await until('the end', () => (resolved().length > 0 ? resolved() : undefined));
    expect(end?.notification.incident).toMatchObject({ status: 'resolved', resolved_calls: 900, resolved_errors: 20 });
    const incident = await read(end?.notification.incident.id ?? '');
    expect(incident.deliveries.map(({ transition, state, attempts }) => [transition, state, attempts])).toEqual([
      ['opened', 'delivered', 1],
      ['resolved', 'delivered', 1],
    ]);
  });

  it('is over when the calls cease', async () => {
    const id = await openIncidentOf(fixture, rule.id);
    // The window is 10 s, and the calls were made in the second before.
    await pause(8_000);
    await until('the end', () => (resolved().length > 0 ? true : undefined));
    expect(await read(id)).toMatchObject({ status: 'resolved', resolved_calls: 0, resolved_errors: 0 });
    expect(resolved()).toHaveLength(1);
  }, 20_000);

  it.each([
    ['is at the threshold', 100, 10],
    ['is of too few calls', 19, 19],
  ])('says nothing where it %s', async (_what, calls, errors) => {
    await publish(fixture, callsCounted(calls, errors));
    await pause(700);
    expect(opened()).toEqual([]);
  });

  it('of another organisation says nothing here', async () => {
    await publish(fixture, callsCounted(100, 100, OTHER_ORG));
    await pause(700);
    expect(opened()).toEqual([]);
  });

  it('counts an event that comes twice once', async () => {
    const event = callsCounted(19, 19);
    await publish(fixture, event, event, event);
    await pause(700);
    expect(opened()).toEqual([]);
  });

  it('says nothing where the rule is switched off, and ends where it is switched off later', async () => {
    const id = await openIncidentOf(fixture, rule.id);
    await fixture.call('PATCH', `/v1/alerts/rules/${rule.id}`, { body: { enabled: false } });
    expect(await read(id)).toMatchObject({ status: 'resolved', resolved_calls: null });
    await until('the end', () => (resolved().length > 0 ? true : undefined));
    await publish(fixture, callsCounted(100, 100));
    await pause(700);
    expect(opened()).toHaveLength(1);
  });

  it('stays known when its rule is deleted', async () => {
    const id = await openIncidentOf(fixture, rule.id);
    await fixture.call('DELETE', `/v1/alerts/rules/${rule.id}`);
    expect(await read(id)).toMatchObject({ status: 'resolved', rule_id: null, rule_name: rule.name });
  });
});

describe('a webhook', () => {
  it('that fails is tried again, with the same id and body, until it answers 2xx', async () => {
    receiver.answers.push(500, 302, 404);
    const id = await openIncidentOf(fixture, rule.id);
    await until('the fourth attempt', () => (opened().length === 4 ? true : undefined));
    expect(new Set(opened().map(({ delivery }) => delivery)).size).toBe(1);
    expect(new Set(opened().map(({ body }) => body)).size).toBe(1);
    await until('its note', async () => ((await read(id)).deliveries[0]?.state === 'delivered' ? true : undefined));
    await pause(500);
    expect(opened()).toHaveLength(4);
  });

  it('that stays away is given up after the last attempt, and says why', async () => {
    receiver.close();
    const id = await openIncidentOf(fixture, rule.id);
    const sent = await until('its second attempt', async () => {
      const [delivery] = (await read(id)).deliveries;
      return delivery && delivery.attempts > 1 && delivery.last_error !== null ? delivery : undefined;
    });
    expect(sent).toMatchObject({ state: 'pending', last_status: null, last_error: 'ECONNREFUSED' });
    await withConnection(fixture.postgres.url, (client) =>
      client.query('UPDATE alert_deliveries SET attempts = 11, next_attempt_at = now() WHERE incident_id = $1', [id]),
    );
    await until('its end', async () => ((await read(id)).deliveries[0]?.state === 'dead' ? true : undefined));
  });

  it('is told once by several replicas, and by one that was killed while it told', async () => {
    const replica = await fixture.addService();
    await publish(fixture, ...Array.from({ length: 40 }, () => callsCounted(100, 50)));
    await until('the notification', () => (opened().length > 0 ? true : undefined));
    await replica.close();
    await publish(fixture, callsCounted(100, 50));
    await pause(700);
    expect(opened()).toHaveLength(1);
  });
});
