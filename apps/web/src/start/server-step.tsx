'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { buttonClass } from '../ui/button';
import { ErrorState } from '../ui/error-state';
import { SkeletonRows } from '../ui/states';
import { Step } from './step';
import { serversAtHand } from './start-queries';

const words = texts.start.server;
const AGAIN_EVERY_MS = 3_000;

/** Servers may be registered in another tab: until there is one, it is looked for. */
export function ServerStep() {
  const api = useApi();
  const { can, whyNot } = useSession();
  const query = useQuery({
    ...serversAtHand(api),
    enabled: can('mcp_servers:read'),
    refetchInterval: ({ state }) => (state.data?.items.length === 0 ? AGAIN_EVERY_MS : false),
  });
  const servers = query.data?.items ?? [];
  const done = servers.some(({ enabled }) => enabled);
  return (
    <Step number={1} title={words.title} hint={words.hint} state={done ? 'done' : 'open'}>
      {!can('mcp_servers:read') && <p className="text-soft">{whyNot('mcp_servers:read')}</p>}
      {query.error !== null && query.data === undefined && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isLoading && <SkeletonRows count={1} />}
      {servers.length > 0 && (
        <div className="flex flex-wrap items-center gap-1.5">
          <span>{query.data?.has_more === true ? words.haveMany(servers.length) : words.have(servers.length)}</span>
          {servers.map(({ id, name, enabled }) => (
            <Link key={id} href={`/servers/${id}`} className="max-w-full truncate hover:underline">
              <Badge tone={enabled ? 'neutral' : 'warn'}>{enabled ? name : `${name}: ${words.disabled}`}</Badge>
            </Link>
          ))}
        </div>
      )}
      {can('mcp_servers:create') ? (
        <Link href="/servers/new" className={buttonClass(done ? 'plain' : 'primary', 'medium', 'w-fit')}>
          <Plus aria-hidden />
          {done ? words.another : words.action}
        </Link>
      ) : (
        !done && <p className="text-soft">{words.notYou}</p>
      )}
    </Step>
  );
}
