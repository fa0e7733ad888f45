import { setTimeout as sleep } from 'node:timers/promises';
import { attack, type AttackTally } from './attack.js';
import { allIn, enterByAllWays, noTally, type OwnerTally } from './owners.js';
import { ONE_ADDRESS, type Scenario } from './scenarios.js';
import { callEvenly, type CallTally } from './signed-in-calls.js';
import type { Owner, System } from './system.js';

const CALLERS = 20;
const OWNERS_MAX = 3;
const ROUND_MS = 2_000;
const LINKS_EACH_MAX = 3;
/** Part of the wanted rate that has to be reached: else nothing was proven. */
const RATE_MIN = 0.95;
const QUIET_MS = 4_000;

export interface Bars {
  readonly seconds: number;
  readonly perMinute: number;
  readonly p99MsMax: number;
}

export interface Result {
  guessesAMinute: number;
  attack: AttackTally;
  callsBefore: CallTally;
  callsDuring: CallTally;
  ownersDuring: OwnerTally;
  ownersAfter: OwnerTally;
  ok: boolean;
}

export async function runScenario(system: System, scenario: Scenario, bars: Bars): Promise<Result> {
  const { people, owners, emails } = await prepare(system, scenario);
  const quietUntilMs = performance.now() + QUIET_MS;
  const callsBefore = await callEvenly(system, people, () => performance.now() > quietUntilMs);
  const ownersDuring = noTally();
  let isOver = false;
  const address = scenario.oneAddress ? ONE_ADDRESS : null;
  const order = { authUrl: system.authUrl, emails, address, perSecond: bars.perMinute / 60, seconds: bars.seconds };
  const [tally, callsDuring] = await Promise.all([
    attack(order).finally(() => (isOver = true)),
    callEvenly(system, people, () => isOver),
    comeBack(system, owners, ownersDuring, () => isOver),
  ]);
  const ownersAfter = noTally();
  for (const owner of owners) await enterByAllWays(system, owner, ownersAfter, true);
  const guessesAMinute = Math.round((tally.sent / tally.seconds) * 60);
  const found = { guessesAMinute, attack: tally, callsBefore, callsDuring, ownersDuring, ownersAfter };
  return { ...found, ok: isAsItShould(found, bars) };
}

/** Each scenario has people of its own, so that what one has used up is not missing in the next. */
async function prepare(system: System, { name, accounts, oneAddress }: Scenario) {
  const from = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 900, 0);
  const owners: Owner[] = [];
  const count = accounts === 1 ? 1 : OWNERS_MAX;
  for (let n = 0; n < count; n++) owners.push(await system.ownerOf(system.accounts[from + n]!));
  if (oneAddress) for (const { browser } of owners) browser.address = ONE_ADDRESS;
  const callers = system.accounts.filter((account) => !owners.some(({ email }) => email === account.email));
  const people = [];
  for (const account of callers.slice(-CALLERS)) people.push(await system.signIn(account));
  const emails = accounts === 1 ? [owners[0]!.email] : system.accounts.map(({ email }) => email);
  return { people, owners, emails };
}

async function comeBack(system: System, owners: readonly Owner[], tally: OwnerTally, isOver: () => boolean) {
  for (let round = 0; !isOver(); round++) {
    await sleep(ROUND_MS);
    const owner = owners[round % owners.length]!;
    await enterByAllWays(system, owner, tally, round < LINKS_EACH_MAX * owners.length);
  }
}

function isAsItShould(found: Omit<Result, 'ok'>, { perMinute, p99MsMax }: Bars): boolean {
  const { guessesAMinute, attack: tally, callsDuring, ownersDuring, ownersAfter } = found;
  const isWhole = guessesAMinute >= perMinute * RATE_MIN && tally.other === 0;
  const isQuick = callsDuring.p99Ms < p99MsMax && callsDuring.failed === 0;
  return isWhole && isQuick && allIn(ownersDuring) && allIn(ownersAfter);
}
