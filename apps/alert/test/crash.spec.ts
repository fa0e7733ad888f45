import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { withConnection } from '@gatewayops/postgres';
import { AlertFixture, pause, until } from './alert.fixture.js';
import { callsCounted, publish } from './incident.fixture.js';
import { WebhookReceiver } from './webhook-receiver.fixture.js';

let fixture: AlertFixture;
let receiver: WebhookReceiver;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  fixture = await AlertFixture.start({ WEBHOOK_TIMEOUT_MS: '500' });
  receiver = await WebhookReceiver.start();
}, 60_000);

afterAll(async () => {
  processes.forEach((child) => child.kill('SIGKILL'));
  receiver.close();
  await fixture.close();
}, 30_000);

const start = (): ChildProcess => processes[processes.push(fixture.spawn()) - 1] as ChildProcess;

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

const figures = () =>
  withConnection(fixture.postgres.url, async (client) => {
    const { rows } = await client.query<{ windows: string; incidents: string; deliveries: string }>(
      `SELECT (SELECT count(*) FROM alert_windows) AS windows, (SELECT count(*) FROM alert_incidents) AS incidents,
         (SELECT count(*) FROM alert_deliveries) AS deliveries`,
    );
    return rows[0];
  });

it('a process that is killed while it counts and while it tells counts each event once and tells under one id', async () => {
  await fixture.call('POST', '/v1/alerts/channels', { body: { name: 'ops', url: receiver.url } });
  await fixture.call('POST', '/v1/alerts/rules', { body: { name: 'errors' } });
  await fixture.stopServices();
  receiver.silent = true;
  const events = Array.from({ length: 300 }, () => callsCounted(10, 5));

  const first = start();
  await publish(fixture, ...events.slice(0, 100));
  // The receiver has it and does not answer: nobody can have noted that it arrived.
  await until('the first attempt', () => (receiver.received.length > 0 ? true : undefined));
  await publish(fixture, ...events.slice(100, 200));
  await kill(first);

  receiver.silent = false;
  const second = start();
  await publish(fixture, ...events.slice(200));
  await pause(Math.random() * 300);
  await kill(second);
  start();

  await until('all events', async () => ((await figures())?.windows === '300' ? true : undefined), 40_000);
  await until('the last attempt', () => (receiver.answered > 0 ? true : undefined), 20_000);
  await pause(1_000);
  expect(await figures()).toEqual({ windows: '300', incidents: '1', deliveries: '1' });
  expect(new Set(receiver.received.map(({ delivery }) => delivery)).size).toBe(1);
  expect(receiver.answered).toBe(1);
}, 90_000);
