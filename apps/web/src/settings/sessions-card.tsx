'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { ErrorState } from '../ui/error-state';
import { Time } from '../ui/figures';
import { SkeletonRows } from '../ui/states';
import { SESSIONS, sessions, type Session } from './settings-queries';

const words = texts.settings.sessions;

export function SessionsCard() {
  const api = useApi();
  const [asked, setAsked] = useState(false);
  const { data, error, refetch } = useQuery(sessions(api));
  const end = useChange({
    change: (id: string) => api.auth.DELETE('/v1/auth/sessions/{id}', { params: { path: { id } } }),
    stale: [SESSIONS],
    said: words.ended,
  });
  const endOthers = useChange({
    change: () => api.auth.DELETE(SESSIONS),
    stale: [SESSIONS],
    said: words.othersEnded,
    done: () => setAsked(false),
  });
  const others = (data?.items ?? []).some(({ current }) => !current);
  return (
    <Card
      title={words.title}
      actions={
        <a href="/account" className="text-accent hover:underline">
          {words.account}
        </a>
      }
    >
      <div className="grid gap-3">
        <p className="text-soft">{words.hint}</p>
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <SkeletonRows count={2} />}
        <ul>
          {data?.items.map((session) => (
            <SessionRow key={session.id} session={session} busy={end.isPending} onEnd={() => end.mutate(session.id)} />
          ))}
        </ul>
        {others && (
          <Button className="justify-self-start" onClick={() => setAsked(true)}>
            {words.endOthers}
          </Button>
        )}
      </div>
      <Confirm
        open={asked}
        onOpenChange={setAsked}
        title={words.endOthersTitle}
        action={words.endOthers}
        busy={endOthers.isPending}
        onConfirm={() => endOthers.mutate()}
      >
        {words.endOthersHint}
      </Confirm>
    </Card>
  );
}

function SessionRow({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const { current, created_at, last_seen_at, ip_address, user_agent } = session;
  return (
    <li className="border-line flex items-center justify-between gap-3 border-t py-2 first:border-t-0">
      <div className="min-w-0">
        <p className="font-medium" title={user_agent ?? ''}>
          {nameOf(user_agent)} {current && <Badge tone="ok">{words.current}</Badge>}
        </p>
        <p className="text-soft text-xs">
          {words.seen} <Time iso={last_seen_at} /> · {words.began} <Time iso={created_at} />
          {ip_address !== null && ` · ${ip_address}`}
        </p>
      </div>
      {!current && (
        <Button size="small" busy={busy} onClick={onEnd}>
          {words.end}
        </Button>
      )}
    </li>
  );
}

const BROWSERS = [['Edg/', 'Edge'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']] as const; // prettier-ignore
const SYSTEMS = [['iPhone', 'iOS'], ['Android', 'Android'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']] as const; // prettier-ignore

/** A browser by its name and system, as far as it tells; the whole of what it says is the title. */
function nameOf(agent: string | null): string {
  const find = (names: readonly (readonly [string, string])[]) => names.find(([part]) => agent?.includes(part))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser === undefined) return words.unknown;
  return system === undefined ? browser : words.on(browser, system);
}
