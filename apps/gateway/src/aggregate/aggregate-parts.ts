import type { CallersUpstreams } from '../credentials/callers-upstreams.js';
import { Seal } from '../front/seal.js';
import type { Bridge } from '../legs/bridge/to-legacy/call-bridged.js';
import type { LegacyClients } from '../legs/bridge/to-modern/call-modern.js';
import type { ServerRegistry } from '../organization/server-registry.js';
import { AggregateRoutes } from './aggregate-routes.js';
import { Aggregates } from './aggregates.js';
import { ListCursor, type CursorSeal } from './catalogue/answer-list.js';
import { CATALOGUE_LIMITS, Catalogues, type CatalogueLimits } from './catalogue/catalogues.js';
import type { LiveSessions } from './session/live-sessions.js';
import { TaskIds } from './task-ids.js';

/** What serves several servers as one; made once. */
export interface AggregateParts {
  readonly aggregates: Aggregates;
  readonly routes: AggregateRoutes;
  readonly catalogues: Catalogues;
  readonly taskIds: TaskIds;
  readonly cursors: CursorSeal;
  readonly sessions: LiveSessions;
  readonly bridge: Bridge;
  readonly legacyClients: LegacyClients;
}

/** @param secret the same on all replicas, of 32 bytes */
export function aggregateParts(
  servers: ServerRegistry,
  callers: CallersUpstreams,
  secret: Buffer,
  { sessions, bridge, legacyClients }: Pick<AggregateParts, 'sessions' | 'bridge' | 'legacyClients'>,
  limits: CatalogueLimits = CATALOGUE_LIMITS,
): AggregateParts {
  const catalogues = new Catalogues(limits);
  const taskIds = new TaskIds(secret);
  return {
    aggregates: new Aggregates(servers, callers),
    routes: new AggregateRoutes(catalogues, taskIds, sessions),
    catalogues,
    taskIds,
    cursors: new Seal(secret, 'list-cursor', ListCursor),
    sessions,
    bridge,
    legacyClients,
  };
}
