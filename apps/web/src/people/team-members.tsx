'use client';

import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Button, IconButton } from '../ui/button';
import { Card } from '../ui/card';
import { Choice } from '../ui/choice';
import { ErrorState } from '../ui/error-state';
import { FormDialog } from '../ui/form-dialog';
import { SkeletonRows } from '../ui/states';
import { useDirectory } from './directory';
import { membersOfTeam, TEAM_PATHS, USER_PATHS, type TeamMember } from './people-queries';
import { roleName } from './role-names';

const words = texts.people.teams;
const STALE = [...TEAM_PATHS, ...USER_PATHS];

export function TeamMembers({ id }: { id: string }) {
  const api = useApi();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(membersOfTeam(api, id));
  const remove = useChange({
    change: (userId: string) =>
      api.auth.DELETE('/v1/teams/{id}/members/{userId}', { params: { path: { id, userId } } }),
    stale: STALE,
    said: words.memberRemoved,
  });
  const may = can('teams:update');
  const add = may && (
    <Button size="small" onClick={() => setAdding(true)}>
      {words.addMember}
    </Button>
  );
  return (
    <Card title={words.members} actions={add}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonRows count={3} />}
      {data?.items.length === 0 && <p className="text-soft">{words.noMembers}</p>}
      <ul>
        {data?.items.map((member) => (
          <li
            key={member.user_id}
            className="border-line flex items-center justify-between gap-2 border-t py-1.5 first:border-t-0"
          >
            <Who member={member} />
            {may && (
              <IconButton
                label={words.removeMember(member.name ?? member.email)}
                icon={<Trash2 aria-hidden />}
                size="small"
                onClick={() => remove.mutate(member.user_id)}
              />
            )}
          </li>
        ))}
      </ul>
      {adding && <AddMember id={id} there={data?.items ?? []} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function Who({ member }: { member: TeamMember }) {
  return (
    <span className="min-w-0 truncate">
      <Link href={`/people/members/${member.user_id}`} className="font-medium hover:underline">
        {member.name ?? member.email}
      </Link>{' '}
      <Badge>{roleName(member.role)}</Badge>
    </span>
  );
}

function AddMember({ id, there, onClose }: { id: string; there: readonly TeamMember[]; onClose: () => void }) {
  const api = useApi();
  const { people } = useDirectory();
  const [person, setPerson] = useState('');
  const [role, setRole] = useState<TeamMember['role']>('team_member');
  const [missing, setMissing] = useState(false);
  const add = useChange({
    change: () =>
      api.auth.POST('/v1/teams/{id}/members', { params: { path: { id } }, body: { user_id: person, role } }),
    stale: STALE,
    said: words.memberAdded,
    done: onClose,
    failed: () => true,
  });
  const others = people.filter((item) => !there.some(({ user_id }) => user_id === item.id));
  return (
    <FormDialog
      title={words.addMember}
      action={texts.forms.add}
      busy={add.isPending}
      error={add.error}
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(person === '');
        if (person !== '') add.mutate();
      }}
      onClose={onClose}
    >
      <Choice
        label={words.person}
        options={[['', words.choose], ...others.map((item) => [item.id, item.name ?? item.email] as const)]}
        value={person}
        error={missing ? texts.forms.missing : undefined}
        onChange={(event) => setPerson(event.target.value)}
      />
      <Choice
        label={texts.people.members.role}
        options={(['team_member', 'team_admin'] as const).map((name) => [name, roleName(name)] as const)}
        value={role}
        onChange={(event) => setRole(event.target.value as TeamMember['role'])}
      />
    </FormDialog>
  );
}
