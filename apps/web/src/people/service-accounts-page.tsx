'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { MoreHorizontal, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Button, IconButton } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Time } from '../ui/figures';
import { Menu, MenuItem } from '../ui/menu';
import { Panel } from '../ui/panel';
import { EmptyState, PageHead } from '../ui/states';
import { useDirectory } from './directory';
import { serviceAccountList, type ServiceAccount } from './people-queries';
import { roleName } from './role-names';

const words = texts.people.accounts;
const STALE = ['/v1/service-accounts'] as const;
const Editor = dynamic(async () => (await import('./service-account-dialog')).ServiceAccountDialog, { ssr: false });

export function ServiceAccountsPage() {
  const api = useApi();
  const url = useUrlState();
  const { can } = useSession();
  const { teamName } = useDirectory();
  const list = useInfiniteQuery(serviceAccountList(api));
  const rows = list.data?.pages.flatMap(({ data }) => data.items) ?? [];
  const edited = rows.find(({ id }) => id === url.get('edit'));
  const close = (): void => url.set({ edit: null });
  const create = can('service_accounts:create') && (
    <Button look="primary" onClick={() => url.set({ edit: 'new' })}>
      <Plus aria-hidden />
      {words.create}
    </Button>
  );
  return (
    <>
      <PageHead title={words.title} hint={words.lead} actions={create} />
      <Panel>
        <DataTable
          caption={words.title}
          columns={columnsOf(teamName)}
          rows={rows}
          rowId={({ id }) => id}
          hrefOf={({ id }) => `/keys?service_account_id=${id}`}
          query={list}
          empty={
            <EmptyState title={words.empty.title} hint={words.empty.hint}>
              {create}
            </EmptyState>
          }
        />
      </Panel>
      {url.get('edit') === 'new' && <Editor account={null} onClose={close} />}
      {edited !== undefined && <Editor account={edited} onClose={close} />}
    </>
  );
}

function columnsOf(teamName: (id: string) => string): readonly TableColumn<ServiceAccount>[] {
  return [
    {
      id: 'name',
      title: words.name,
      width: 'minmax(9rem, 1fr)',
      cell: ({ name }) => <span className="font-medium">{name}</span>,
    },
    {
      id: 'description',
      title: words.description,
      width: 'minmax(9rem, 2fr)',
      cell: (row) => row.description || texts.ui.none,
    },
    { id: 'role', title: words.role, width: '6rem', cell: ({ role }) => <Badge>{roleName(role)}</Badge> },
    {
      id: 'team',
      title: words.team,
      width: 'minmax(6rem, 1fr)',
      cell: ({ team_id }) => (team_id === null ? texts.ui.none : teamName(team_id)),
    },
    {
      id: 'status',
      title: words.status,
      width: '4.5rem',
      cell: ({ enabled }) => (
        <Badge tone={enabled ? 'ok' : 'neutral'}>{enabled ? words.enabled : words.disabled}</Badge>
      ),
    },
    {
      id: 'created',
      title: texts.people.teams.created,
      width: '9rem',
      cell: ({ created_at }) => <Time iso={created_at} />,
    },
    { id: 'do', title: '', width: '2.5rem', align: 'right', cell: (row) => <RowMenu account={row} /> },
  ];
}

function RowMenu({ account: { id, name, enabled } }: { account: ServiceAccount }) {
  const api = useApi();
  const url = useUrlState();
  const router = useRouter();
  const { can } = useSession();
  const [asked, setAsked] = useState(false);
  const path = { id };
  const toggle = useChange({
    change: () => api.auth.PATCH('/v1/service-accounts/{id}', { params: { path }, body: { enabled: !enabled } }),
    stale: STALE,
    said: words.saved,
  });
  const remove = useChange({
    change: () => api.auth.DELETE('/v1/service-accounts/{id}', { params: { path } }),
    stale: [...STALE, '/v1/auth/keys'],
    said: words.removed,
    done: () => setAsked(false),
  });
  const more = <IconButton label={texts.forms.more} icon={<MoreHorizontal aria-hidden />} size="small" />;
  return (
    <>
      <Menu trigger={more}>
        <MenuItem onSelect={() => router.push(`/keys?service_account_id=${id}`)}>{words.keys}</MenuItem>
        {can('service_accounts:update') && (
          <>
            <MenuItem onSelect={() => url.set({ edit: id })}>{words.edit}</MenuItem>
            <MenuItem onSelect={() => toggle.mutate()}>{enabled ? words.turnOff : words.turnOn}</MenuItem>
          </>
        )}
        {can('service_accounts:delete') && (
          <MenuItem danger onSelect={() => setAsked(true)}>
            {words.remove}
          </MenuItem>
        )}
      </Menu>
      <Confirm
        open={asked}
        onOpenChange={setAsked}
        title={words.removeTitle(name)}
        action={words.remove}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {words.removeHint}
      </Confirm>
    </>
  );
}
