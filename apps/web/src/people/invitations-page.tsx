'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Time } from '../ui/figures';
import { Panel } from '../ui/panel';
import { EmptyState, PageHead } from '../ui/states';
import { useDirectory } from './directory';
import { Invite } from './members-page';
import { invitationList, type Invitation } from './people-queries';
import { roleName } from './role-names';

const words = texts.people.invitations;

export function InvitationsPage() {
  const api = useApi();
  const { can } = useSession();
  const { personName } = useDirectory();
  const [asked, setAsked] = useState<Invitation | null>(null);
  const list = useInfiniteQuery(invitationList(api));
  const rows = list.data?.pages.flatMap(({ data }) => data.items) ?? [];
  const takeBack = useChange({
    change: (id: string) => api.auth.DELETE('/v1/invitations/{id}', { params: { path: { id } } }),
    stale: ['/v1/invitations'],
    said: words.takenBack,
    done: () => setAsked(null),
  });
  return (
    <>
      <PageHead title={words.title} hint={words.lead} actions={<Invite />} />
      <Panel>
        <DataTable
          caption={words.title}
          columns={columnsOf(personName, can('members:create') ? setAsked : null)}
          rows={rows}
          rowId={({ id }) => id}
          query={list}
          empty={<EmptyState title={words.empty.title} hint={words.empty.hint} />}
        />
      </Panel>
      {asked !== null && (
        <Confirm
          open
          onOpenChange={() => setAsked(null)}
          title={words.takeBackTitle(asked.email)}
          action={words.takeBack}
          busy={takeBack.isPending}
          onConfirm={() => takeBack.mutate(asked.id)}
        >
          {words.takeBackHint}
        </Confirm>
      )}
    </>
  );
}

/** `take` begins to take one back; null for who may not. */
function columnsOf(
  personName: (id: string) => string,
  take: ((row: Invitation) => void) | null,
): readonly TableColumn<Invitation>[] {
  return [
    { id: 'email', title: texts.people.members.email, width: 'minmax(11rem, 2fr)', cell: ({ email }) => email },
    {
      id: 'role',
      title: texts.people.members.role,
      width: '6rem',
      cell: ({ role }) => <Badge>{roleName(role)}</Badge>,
    },
    {
      id: 'by',
      title: words.invitedBy,
      width: 'minmax(7rem, 1fr)',
      cell: ({ invited_by }) => (invited_by === null ? words.somebody : personName(invited_by)),
    },
    { id: 'sent', title: words.sent, width: '9.5rem', cell: ({ created_at }) => <Time iso={created_at} /> },
    { id: 'expires', title: words.expires, width: '9.5rem', cell: ({ expires_at }) => <Time iso={expires_at} /> },
    {
      id: 'do',
      title: '',
      width: '6rem',
      align: 'right',
      cell: (row) =>
        take !== null && (
          <Button size="small" onClick={() => take(row)}>
            {words.takeBack}
          </Button>
        ),
    },
  ];
}
