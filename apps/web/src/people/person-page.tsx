'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { BackLink } from '../ui/back-link';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Card, Facts } from '../ui/card';
import { CopyButton } from '../ui/copy-button';
import { ErrorState } from '../ui/error-state';
import { Time } from '../ui/figures';
import { PageHead, SkeletonRows } from '../ui/states';
import { useDirectory } from './directory';
import { userOf, type User } from './people-queries';
import { PersonDialogs } from './person-dialogs';
import { PersonPermissions } from './person-permissions';
import { PersonRoles } from './person-roles';
import { roleName } from './role-names';
import { SecondFactor } from './second-factor';

const words = texts.people.person;

export function PersonPage({ id }: { id: string }) {
  const api = useApi();
  const { can } = useSession();
  const { data: person, error, refetch } = useQuery(userOf(api, id));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (person === undefined) return <SkeletonRows />;
  return (
    <>
      <PageHead
        above={<BackLink href="/people">{words.back}</BackLink>}
        title={
          <span className="inline-flex flex-wrap items-center gap-2">
            {person.name ?? person.email} <Badge>{roleName(person.role)}</Badge>
          </span>
        }
        actions={<PersonActions />}
      />
      <div className="grid min-w-0 gap-3 xl:grid-cols-[minmax(0,1fr)_26rem]">
        {can('roles:read') ? <PersonPermissions id={id} /> : <span />}
        <div className="grid min-w-0 content-start gap-3 max-xl:order-first">
          <PersonFacts person={person} />
          {can('roles:read') && <PersonRoles id={id} />}
        </div>
      </div>
      <PersonDialogs person={person} />
    </>
  );
}

function PersonActions() {
  const url = useUrlState();
  const { can } = useSession();
  const act = (name: string, label: string, danger = false) => (
    <Button onClick={() => url.set({ do: name })} {...(danger ? { className: 'text-bad!' } : {})}>
      {label}
    </Button>
  );
  return (
    <>
      {can('members:update') && act('rename', words.rename)}
      {can('members:update') && act('role', words.changeRole)}
      {can('members:update') && act('reset', words.reset.action)}
      {can('members:delete') && act('remove', words.remove.action, true)}
    </>
  );
}

function PersonFacts({ person }: { person: User }) {
  const { teamName } = useDirectory();
  const { members } = texts.people;
  const teams = person.teams.map(({ team_id, role }) => `${teamName(team_id)} (${roleName(role)})`);
  return (
    <Card title={words.details}>
      <Facts
        facts={[
          [members.email, person.email],
          [members.role, roleName(person.role)],
          [members.teams, teams.join(', ') || texts.ui.none],
          ...(person.second_factor === null
            ? []
            : [[texts.people.factors.title, <SecondFactor key="f" factors={person.second_factor} />] as const]),
          [
            members.seen,
            person.last_login_at === null ? members.neverSeen : <Time key="s" iso={person.last_login_at} />,
          ],
          [members.joined, <Time key="j" iso={person.created_at} />],
          [
            words.id,
            <span key="i" className="inline-flex items-center gap-1">
              <code className="font-mono text-xs break-all">{person.id}</code>
              <CopyButton text={person.id} />
            </span>,
          ],
        ]}
      />
    </Card>
  );
}
