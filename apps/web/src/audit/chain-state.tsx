'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useApi } from '../api/api-context';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Time } from '../ui/figures';
import { formatNumber } from '../ui/format';
import { auditChain } from './audit-queries';

const words = texts.audit.chain;
const STATES = {
  ok: { tone: 'ok', icon: ShieldCheck },
  broken: { tone: 'bad', icon: ShieldAlert },
  unsigned: { tone: 'neutral', icon: ShieldQuestion },
} as const;

/** Whether the chain holds, as it was last checked. */
export function ChainState() {
  const api = useApi();
  const { data } = useQuery(auditChain(api));
  if (data === undefined) return null;
  const { tone, icon: Icon } = STATES[data.status];
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Badge tone={tone}>
        <Icon className="size-3.5" aria-hidden />
        {words[data.status]}
      </Badge>
      {data.problem !== null && <span className="text-bad">{data.problem}</span>}
      <span className="text-soft text-xs">
        {data.head !== null && `${words.head} ${formatNumber(data.head.seq)}. `}
        {data.checked_at !== null && (
          <>
            {words.checked} <Time iso={data.checked_at} />
          </>
        )}
      </span>
    </span>
  );
}
