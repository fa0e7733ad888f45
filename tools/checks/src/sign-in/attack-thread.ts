import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { CSRF_FIELD } from '@gatewayops/contracts';
import { Agent } from 'undici';
import type { AttackOrder, AttackTally } from './attack.js';
import { anyAddress, Visitor } from './visitor.js';

const TICK_MS = 20;
const CONNECTIONS = 256;
/** More unanswered than this, and the service is down: the rest is not sent. */
const WAITING_MAX = 2_000;

const { authUrl, emails, address, perSecond, seconds } = workerData as AttackOrder;
const agent = new Agent({ connections: CONNECTIONS, headersTimeout: 30_000 });
const tally: AttackTally = { sent: 0, hashed: 0, refused: 0, queueFull: 0, other: 0, seconds: 0 };
const waiting = new Set<Promise<void>>();
/** One browser is enough for all guesses: its form is good for each. */
const browser = new Visitor(authUrl, agent, anyAddress());
await browser.get('/signin');
const formToken = browser.field(CSRF_FIELD);

async function guess(n: number): Promise<void> {
  browser.address = address ?? anyAddress();
  const fields = { [CSRF_FIELD]: formToken, email: emails[n % emails.length] ?? '', password: `a guess, the ${n}th` };
  const status = await browser.post('/signin/password', fields).then((answer) => answer.status, () => 0); // prettier-ignore
  if (status === 401) tally.hashed++;
  else if (status === 429) tally.refused++;
  else if (status === 503) tally.queueFull++;
  else tally.other++;
}

const startedAtMs = performance.now();
let elapsedMs = 0;
while (elapsedMs < seconds * 1_000) {
  while (tally.sent < (elapsedMs / 1_000) * perSecond && waiting.size < WAITING_MAX) {
    const sent = guess(tally.sent++);
    waiting.add(sent);
    void sent.finally(() => waiting.delete(sent));
  }
  await sleep(TICK_MS);
  elapsedMs = performance.now() - startedAtMs;
}
tally.seconds = elapsedMs / 1_000;
await Promise.all(waiting);
await agent.destroy();
parentPort?.postMessage(tally); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has no origin
