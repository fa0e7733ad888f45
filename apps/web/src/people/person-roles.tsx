'use client';

import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Button, IconButton } from '../ui/button';
import { Card } from '../ui/card';
import { Choice } from '../ui/choice';
import { FormDialog } from '../ui/form-dialog';
import { useDirectory } from './directory';
import { assignmentsOfUser, ROLE_PATHS, roles, USER_PATHS } from './people-queries';

const words = texts.people.person;

/** Custom roles that somebody has, in all of the organisation or in a team. */
export function PersonRoles({ id }: { id: string }) {
  const api = useApi();
  const { can } = useSession();
  const { teamName } = useDirectory();
  const [giving, setGiving] = useState(false);
  const held = useQuery(assignmentsOfUser(api, id));
  const known = useQuery(roles(api));
  const take = useChange({
    change: (assignment: string) =>
      api.auth.DELETE('/v1/role-assignments/{id}', { params: { path: { id: assignment } } }),
    stale: ROLE_PATHS,
    said: words.roleTaken,
  });
  const items = held.data?.items ?? [];
  const nameOf = (role: string): string => known.data?.items.find((item) => item.id === role)?.name ?? role.slice(0, 8);
  const give = can('roles:update') && (
    <Button size="small" onClick={() => setGiving(true)}>
      {words.giveRole}
    </Button>
  );
  return (
    <Card title={words.customRoles} actions={give}>
      {items.length === 0 && <p className="text-soft">{words.noCustomRoles}</p>}
      <ul className="grid gap-1">
        {items.map((item) => (
          <li key={item.id} className="flex items-center justify-between gap-2">
            <span>
              {nameOf(item.role_id)}{' '}
              <span className="text-soft">· {item.team_id === null ? words.everywhere : teamName(item.team_id)}</span>
            </span>
            {can('roles:update') && (
              <IconButton
                label={words.takeRole}
                icon={<Trash2 aria-hidden />}
                size="small"
                onClick={() => take.mutate(item.id)}
              />
            )}
          </li>
        ))}
      </ul>
      {giving && <GiveRole id={id} onClose={() => setGiving(false)} />}
    </Card>
  );
}

function GiveRole({ id, onClose }: { id: string; onClose: () => void }) {
  const api = useApi();
  const { teams } = useDirectory();
  const known = useQuery(roles(api));
  const own = (known.data?.items ?? []).flatMap((role) => (role.id === null ? [] : [[role.id, role.name] as const]));
  const [role, setRole] = useState('');
  const [team, setTeam] = useState('');
  const chosen = role || own[0]?.[0] || '';
  const give = useChange({
    change: () =>
      api.auth.POST('/v1/role-assignments', {
        body: { role_id: chosen, user_id: id, team_id: team === '' ? null : team },
      }),
    stale: [...ROLE_PATHS, ...USER_PATHS],
    said: words.roleGiven,
    done: onClose,
    failed: () => true,
  });
  return (
    <FormDialog
      title={words.giveRole}
      action={words.giveRole}
      busy={give.isPending || own.length === 0}
      error={give.error}
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate();
      }}
      onClose={onClose}
    >
      {own.length === 0 ? (
        <p>{words.noRolesYet}</p>
      ) : (
        <>
          <Choice
            label={texts.people.members.role}
            options={own}
            value={chosen}
            onChange={(event) => setRole(event.target.value)}
          />
          <Choice
            label={words.where}
            options={[['', words.everywhere], ...teams.map((item) => [item.id, item.name] as const)]}
            value={team}
            onChange={(event) => setTeam(event.target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
