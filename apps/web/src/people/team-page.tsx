'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { BackLink } from '../ui/back-link';
import { Button, buttonClass } from '../ui/button';
import { ErrorState } from '../ui/error-state';
import { PageHead, SkeletonRows } from '../ui/states';
import { teamOf } from './people-queries';
import { TeamDialogs } from './team-dialogs';
import { TeamMembers } from './team-members';
import { TeamProjects } from './team-projects';

const words = texts.people.teams;

export function TeamPage({ id }: { id: string }) {
  const api = useApi();
  const url = useUrlState();
  const { can } = useSession();
  const { data: team, error, refetch } = useQuery(teamOf(api, id));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (team === undefined) return <SkeletonRows />;
  const actions = (
    <>
      {can('api_keys:read') && (
        <Link href={`/keys?team_id=${id}`} className={buttonClass()}>
          <KeyRound aria-hidden />
          {words.keys}
        </Link>
      )}
      {can('teams:update') && <Button onClick={() => url.set({ do: 'rename' })}>{words.rename}</Button>}
      {can('teams:delete') && (
        <Button className="text-bad!" onClick={() => url.set({ do: 'delete' })}>
          {words.remove}
        </Button>
      )}
    </>
  );
  return (
    <>
      <PageHead above={<BackLink href="/people/teams">{words.back}</BackLink>} title={team.name} actions={actions} />
      <div className="grid min-w-0 items-start gap-3 lg:grid-cols-2">
        <TeamMembers id={id} />
        {can('projects:read') && <TeamProjects id={id} />}
      </div>
      <TeamDialogs team={team} />
    </>
  );
}
