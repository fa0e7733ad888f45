import type { Era } from './fixture/options.js';

export const REVISIONS = ['2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'] as const;
export type Revision = (typeof REVISIONS)[number];

/** A way from the gateway to the fixture: the name of the server that is registered for it too. */
export interface Leg {
  readonly name: string;
  readonly transport: 'http' | 'stdio';
  readonly era: Era;
  /** Of the clients in front of it. */
  readonly revisions: readonly Revision[];
}

const BOTH_ERAS: readonly Revision[] = ['2025-11-25', '2026-07-28'];

export const LEGS: readonly Leg[] = [
  { name: 'dual-http', transport: 'http', era: 'dual', revisions: REVISIONS },
  { name: 'legacy-http', transport: 'http', era: 'legacy', revisions: BOTH_ERAS },
  { name: 'legacy-stdio', transport: 'stdio', era: 'legacy', revisions: BOTH_ERAS },
  { name: 'modern-stdio', transport: 'stdio', era: 'modern', revisions: BOTH_ERAS },
];

export interface Endpoint {
  readonly name: string;
  /** Of the clients that it is measured with. */
  readonly revisions: readonly Revision[];
  path(server: string): string;
}

/**
 * What the gateway serves. Each leg has a key of its own that sees its server only, so that an endpoint for all servers
 * of a key serves the same: it joins here.
 */
export const ENDPOINTS: readonly Endpoint[] = [
  { name: 'per-server', revisions: REVISIONS, path: (server) => `/v1/mcp/${server}` },
  { name: 'aggregate', revisions: REVISIONS, path: () => '/v1/mcp' },
];

/** One run of the suite. */
export interface Run {
  readonly endpoint: Endpoint | 'direct';
  readonly leg: Leg;
  readonly revision: Revision;
}

export const eraOf = (revision: Revision): Era => (revision === '2026-07-28' ? 'modern' : 'legacy');

/** Whether the fixture behind the leg does not speak the client's revision. */
export const isBridged = ({ leg, revision }: Run): boolean => leg.era !== 'dual' && leg.era !== eraOf(revision);

/** All runs, first the direct ones, to which the others are compared. The suite speaks HTTP only. */
export function runsOf(options: { isQuick: boolean; legs: readonly Leg[]; revisions: readonly Revision[] }): Run[] {
  const { isQuick, legs, revisions } = options;
  const wanted = revisions.filter((revision) => !isQuick || BOTH_ERAS.includes(revision));
  const on = (leg: Leg, endpoint: Run['endpoint']): Run[] =>
    wanted
      .filter((revision) => leg.revisions.includes(revision))
      .filter((revision) => endpoint === 'direct' || endpoint.revisions.includes(revision))
      .map((revision) => ({ endpoint, leg, revision }));
  const direct = legs.filter(({ transport }) => transport === 'http').flatMap((leg) => on(leg, 'direct'));
  const through = ENDPOINTS.flatMap((endpoint) => legs.flatMap((leg) => on(leg, endpoint)));
  return [...direct.filter((run) => !isBridged(run)), ...through.filter((run) => !isQuick || !isBridged(run))];
}
