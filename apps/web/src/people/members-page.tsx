'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ShieldAlert, UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useOfferActions } from '../shell/page-actions';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Time } from '../ui/figures';
import { Panel } from '../ui/panel';
import { EmptyState, PageHead } from '../ui/states';
import { useDirectory } from './directory';
import { userList, type User } from './people-queries';
import { roleName } from './role-names';
import { SecondFactor } from './second-factor';

const words = texts.people.members;
const InviteDialog = dynamic(async () => (await import('./invite-dialog')).InviteDialog, { ssr: false });

export function MembersPage() {
  const api = useApi();
  const { user, can } = useSession();
  const { teamName } = useDirectory();
  const url = useUrlState();
  const manages = can('members:update');
  const lacking = manages && url.get('second_factor') === 'none';
  const list = useInfiniteQuery({ ...userList(api, lacking ? 'none' : undefined), placeholderData: keepPreviousData });
  const rows = list.data?.pages.flatMap(({ data }) => data.items) ?? [];
  return (
    <>
      <PageHead title={words.title} hint={words.lead} actions={<Invite />} />
      {manages && (
        <Button
          className="justify-self-start"
          aria-pressed={lacking}
          look={lacking ? 'primary' : 'plain'}
          onClick={() => url.set({ second_factor: lacking ? null : 'none' })}
        >
          <ShieldAlert aria-hidden />
          {texts.people.factors.lacking}
        </Button>
      )}
      <Panel>
        <DataTable
          caption={words.title}
          columns={columnsOf(user.id, teamName, manages)}
          rows={rows}
          rowId={(person) => person.id}
          hrefOf={(person) => `/people/members/${person.id}`}
          query={list}
          empty={<EmptyState {...(lacking ? texts.people.factors.nobody : words.empty)} />}
        />
      </Panel>
    </>
  );
}

/** The button and its dialog, which `?invite=1` opens. */
export function Invite() {
  const url = useUrlState();
  const { can } = useSession();
  const may = can('members:create');
  const open = (): void => url.set({ invite: '1' });
  useOfferActions(useMemo(() => (may ? [{ title: words.invite, icon: UserPlus, run: open }] : []), [may]));
  if (!may) return null;
  return (
    <>
      <Button look="primary" onClick={open}>
        <UserPlus aria-hidden />
        {words.invite}
      </Button>
      {url.get('invite') === '1' && <InviteDialog onClose={() => url.set({ invite: null })} />}
    </>
  );
}

function columnsOf(me: string, teamName: (id: string) => string, manages: boolean): readonly TableColumn<User>[] {
  const factor: TableColumn<User> = {
    id: 'factor',
    title: texts.people.factors.title,
    width: '9rem',
    cell: ({ second_factor }) => second_factor !== null && <SecondFactor factors={second_factor} />,
  };
  return [
    {
      id: 'name',
      title: words.name,
      width: 'minmax(9rem, 1.5fr)',
      cell: ({ id, name, email }) => (
        <span className="font-medium">
          {name ?? email}
          {id === me && <span className="text-soft font-normal"> ({words.you})</span>}
        </span>
      ),
    },
    { id: 'email', title: words.email, width: 'minmax(10rem, 2fr)', cell: ({ email }) => email },
    { id: 'role', title: words.role, width: '6rem', cell: ({ role }) => <Badge>{roleName(role)}</Badge> },
    ...(manages ? [factor] : []),
    {
      id: 'teams',
      title: words.teams,
      width: 'minmax(7rem, 1fr)',
      cell: ({ teams }) => teams.map(({ team_id }) => teamName(team_id)).join(', ') || texts.ui.none,
    },
    {
      id: 'seen',
      title: words.seen,
      width: '9.5rem',
      cell: ({ last_login_at }) => (last_login_at === null ? words.neverSeen : <Time iso={last_login_at} />),
    },
    { id: 'joined', title: words.joined, width: '9.5rem', cell: ({ created_at }) => <Time iso={created_at} /> },
  ];
}
