'use client';

import type { components } from '../api/generated/auth';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Tooltip } from '../ui/tooltip';

export type Connection = components['schemas']['UpstreamConnection'];

export function ConnectionState({ connection: { state, problem } }: { connection: Connection }) {
  const badge = <Badge tone={state === 'active' ? 'ok' : 'warn'}>{texts.connections.states[state]}</Badge>;
  if (problem === null) return badge;
  return (
    <Tooltip text={problem}>
      <span tabIndex={0}>{badge}</span>
    </Tooltip>
  );
}
