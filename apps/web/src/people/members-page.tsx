'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
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

const words = texts.people.members;
const InviteDialog = dynamic(async () => (await import('./invite-dialog')).InviteDialog, { ssr: false });

export function MembersPage() {
  const api = useApi();
  const { user } = useSession();
  const { teamName } = useDirectory();
  const list = useInfiniteQuery(userList(api));
  const rows = list.data?.pages.flatMap(({ data }) => data.items) ?? [];
  return (
    <>
      <PageHead title={words.title} hint={words.lead} actions={<Invite />} />
      <Panel>
        <DataTable
          caption={words.title}
          columns={columnsOf(user.id, teamName)}
          rows={rows}
          rowId={(person) => person.id}
          hrefOf={(person) => `/people/members/${person.id}`}
          query={list}
          empty={<EmptyState title={words.empty.title} hint={words.empty.hint} />}
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

function columnsOf(me: string, teamName: (id: string) => string): readonly TableColumn<User>[] {
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
