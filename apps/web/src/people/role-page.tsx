'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useApi } from '../api/api-context';
import { ApiError } from '../api/api-error';
import { KeyScopes } from '../keys/key-scopes';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { BackLink } from '../ui/back-link';
import { Button, buttonClass } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { ErrorState } from '../ui/error-state';
import { PageHead, SkeletonRows } from '../ui/states';
import { useDirectory } from './directory';
import { assignmentsOfRole, ROLE_PATHS, roles, type Role } from './people-queries';
import { roleName } from './role-names';
import { roleKey } from './roles-page';

const words = texts.people.roleEditor;
const RoleForm = dynamic(async () => (await import('./role-form')).RoleForm, {
  ssr: false,
  loading: () => <SkeletonRows />,
});
const back = <BackLink href="/people/roles">{words.back}</BackLink>;
const MISSING = new ApiError(404, 'not_found', texts.shell.notFound.hint, null, {
  details: [],
  retryAfterSeconds: null,
});

/** A new role; `?from=` names one to begin with. */
export function NewRolePage() {
  const api = useApi();
  const url = useUrlState();
  const { data } = useQuery(roles(api));
  const from = data?.items.find((role) => roleKey(role) === url.get('from')) ?? null;
  return (
    <>
      <PageHead above={back} title={words.create} hint={words.lead} />
      {data === undefined ? <SkeletonRows /> : <RoleForm key={from?.name ?? ''} role={null} from={from} />}
    </>
  );
}

export function RolePage({ roleKey: key }: { roleKey: string }) {
  const api = useApi();
  const url = useUrlState();
  const { can } = useSession();
  const { data, error, refetch } = useQuery(roles(api));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows />;
  const role = data.items.find((item) => roleKey(item) === key);
  if (role === undefined) return <ErrorState error={MISSING} />;
  const changes = role.id !== null && can('roles:update');
  const actions = (
    <>
      {can('roles:create') && (
        <Link href={`/people/roles/new?from=${key}`} className={buttonClass()}>
          {words.copy}
        </Link>
      )}
      {role.id !== null && can('roles:delete') && (
        <Button className="text-bad!" onClick={() => url.set({ do: 'delete' })}>
          {words.remove}
        </Button>
      )}
    </>
  );
  return (
    <>
      <PageHead above={back} title={roleName(role.name)} hint={role.description} actions={actions} />
      {role.id !== null && <Bearers id={role.id} />}
      {changes ? <RoleForm key={role.version} role={role} from={role} /> : <RoleView role={role} />}
      {url.get('do') === 'delete' && role.id !== null && <DeleteRole id={role.id} name={role.name} />}
    </>
  );
}

function RoleView({ role }: { role: Role }) {
  return (
    <div className="grid min-w-0 items-start gap-3 lg:grid-cols-2">
      <Card title={words.grants}>
        <ul className="grid gap-1">
          {role.grants.map(({ permission, reach }) => (
            <li key={permission} className="flex justify-between gap-3">
              <code className="font-mono text-xs">{permission === '*' ? words.every : permission}</code>
              <span className="text-soft">{words.reaches[reach]}</span>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={words.mcp}>
        <KeyScopes scopes={{ mcp: role.mcp, permissions: [] }} />
      </Card>
    </div>
  );
}

function Bearers({ id }: { id: string }) {
  const api = useApi();
  const { personName, teamName } = useDirectory();
  const { data } = useQuery(assignmentsOfRole(api, id));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Card title={words.bearers}>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {data.items.map(({ id: assignment, user_id, team_id }) => (
          <li key={assignment}>
            <Link href={`/people/members/${user_id}`} className="text-accent hover:underline">
              {personName(user_id)}
            </Link>
            {team_id !== null && <span className="text-soft"> · {teamName(team_id)}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function DeleteRole({ id, name }: { id: string; name: string }) {
  const api = useApi();
  const url = useUrlState();
  const router = useRouter();
  const bearers = useQuery(assignmentsOfRole(api, id));
  const remove = useChange({
    change: () => api.auth.DELETE('/v1/roles/{id}', { params: { path: { id } } }),
    stale: ROLE_PATHS,
    said: words.removed,
    done: () => router.push('/people/roles'),
  });
  const count = bearers.data?.items.length ?? 0;
  return (
    <Confirm
      open
      onOpenChange={() => url.set({ do: null })}
      title={words.removeTitle(name)}
      action={words.remove}
      busy={remove.isPending || bearers.isPending}
      onConfirm={() => remove.mutate()}
    >
      {words.removeHint(count)}
    </Confirm>
  );
}
