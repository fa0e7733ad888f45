import { isBridged, type Revision, type Run } from '../plan.js';

/** What a run has to reach, in scenarios without a failure and in checks that succeeded. */
export interface Bar {
  readonly scenarios: number;
  readonly checks: number;
}

/** What the fixture reaches directly: the whole suite. Who speaks the client's revision to it loses nothing. */
const WHOLE: Record<Revision, Bar> = {
  '2025-03-26': { scenarios: 1, checks: 3 },
  '2025-06-18': { scenarios: 27, checks: 56 },
  '2025-11-25': { scenarios: 33, checks: 84 },
  '2026-07-28': { scenarios: 40, checks: 152 },
};

/** Three checks are about a stream that the server closes in the middle of a call: a server on stdio has none. */
const STDIO_LOST_CHECKS = 3;

/** Between eras some things cannot be: at most four scenarios of a legacy client, and two of a modern one. */
const BRIDGED_LOST_SCENARIOS = { legacy: 4, modern: 2 };

export function barOf(run: Run): Bar {
  const { scenarios, checks } = WHOLE[run.revision];
  const isModern = run.revision === '2026-07-28';
  // How many checks a scenario has depends on how far it gets.
  if (isBridged(run))
    return { scenarios: scenarios - BRIDGED_LOST_SCENARIOS[isModern ? 'modern' : 'legacy'], checks: 0 };
  const lost = run.leg.transport === 'stdio' && !isModern ? STDIO_LOST_CHECKS : 0;
  return { scenarios, checks: checks - lost };
}
