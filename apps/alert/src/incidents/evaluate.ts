import { queryRow, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';
import { enabledRules } from '../rules/rule-store.js';
import { isAbove, type CallFigures } from './error-rate.js';
import { openIncident, resolveOpenIncident } from './transitions.js';

const FiguresRow = z.object({ calls: z.coerce.number(), errors: z.coerce.number() });

async function figuresOf(manager: EntityManager, windowSeconds: number): Promise<CallFigures> {
  const row = await queryRow(
    manager,
    FiguresRow,
    `SELECT coalesce(sum(calls), 0) AS calls, coalesce(sum(errors), 0) AS errors FROM alert_windows
     WHERE window_start > now() - make_interval(secs => $1)`,
    [windowSeconds],
  );
  return row ?? { calls: 0, errors: 0 };
}

/**
 * Holds an organisation's calls against its rules: opens incidents above a threshold, resolves those no longer above. Rules
 * that are switched off were resolved when they were.
 */
export async function evaluateRules(manager: EntityManager, orgId: string): Promise<void> {
  const figures = new Map<number, CallFigures>();
  for (const rule of await enabledRules(manager)) {
    const seconds = rule.window_seconds;
    const seen = figures.get(seconds) ?? (await figuresOf(manager, seconds));
    figures.set(seconds, seen);
    if (isAbove(rule, seen)) await openIncident(manager, orgId, rule, seen);
    else await resolveOpenIncident(manager, orgId, rule.id, seen);
  }
}
