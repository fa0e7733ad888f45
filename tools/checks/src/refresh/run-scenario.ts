import { startAuthorizationServer } from '@gatewayops/testing/oauth';
import { callAtOnce, type CallTally } from './calls.js';
import { CLIENT, REDIRECT_URI } from './authorize.js';
import type { Scenario } from './scenarios.js';
import type { System } from './system.js';

const HOLD_MS = 800;
const WEB_CLIENT = { ...CLIENT, redirect_uris: [REDIRECT_URI], grant_types: ['authorization_code', 'refresh_token'] };

export interface Result extends CallTally {
  /** Renewals that the authorization server granted, and refresh tokens that came to it again after their use. */
  granted: number;
  reuses: number;
  state: string;
  alerts: number;
  ok: boolean;
}

export async function runScenario(scenario: Scenario, system: System, calls: number): Promise<Result> {
  const provider = await startAuthorizationServer({ ...scenario.provider, clients: [WEB_CLIENT] });
  const connected = await system.connect(provider, scenario.beginning);
  const { kill } = scenario;
  if (scenario.endedEarly) {
    await callAtOnce(system.gateways.length, system.gateways, connected);
    provider.endAccessTokens();
  }
  let killing: Promise<void> | null = null;
  provider.hold = async (when) => {
    if (kill?.when === when) killing ??= system.kill(kill.part);
    await killing;
    await new Promise((resolve) => setTimeout(resolve, HOLD_MS));
  };
  try {
    const tally = await callAtOnce(calls, system.gateways, connected);
    const { state, alerts } = await system.stateOf(connected);
    const granted = provider.granted.get('refresh_token') ?? 0;
    const found = { ...tally, granted, reuses: provider.reuses, state, alerts };
    return { ...found, ok: isAsItShould(scenario, found, calls) };
  } finally {
    if (killing !== null && kill) await system.restart(kill.part);
    await connected.server.close();
    await provider.close();
  }
}

function isAsItShould({ granted, isLost, provider }: Scenario, found: Omit<Result, 'ok'>, calls: number): boolean {
  const isOnce = found.granted === granted && found.failed === 0 && (provider.repeatsAnswers || found.reuses === 0);
  if (isLost) return isOnce && found.asked === calls && found.state === 'needs_reconnect' && found.alerts === 1;
  return isOnce && found.answered === calls && found.state === 'active' && found.alerts === 0;
}
