'use client';

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { serverChoices } from '../servers/server-queries';
import { useReauthentication, useSession } from '../session/session-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Button, buttonClass } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Time } from '../ui/figures';
import { EmptyState, PageHead } from '../ui/states';
import { toast, toastError } from '../ui/toasts';
import { ownConnections } from './connection-queries';
import { ConnectionState, type Connection } from './connection-state';

const words = texts.connections;
const { columns } = words;

/** The auth service's own page: it leads to the authorization server and back. */
const connectHref = (serverId: string): string => `/connect/${serverId}`;

const FACTS: readonly TableColumn<Connection>[] = [
  {
    id: 'server',
    title: columns.server,
    width: 'minmax(8rem, 1fr)',
    cell: ({ server_name }) => <span className="font-medium">{server_name}</span>,
  },
  { id: 'state', title: columns.state, width: '8.5rem', cell: (row) => <ConnectionState connection={row} /> },
  { id: 'account', title: columns.account, width: 'minmax(9rem, 1.5fr)', cell: ({ issuer }) => hostOf(issuer) },
  {
    id: 'used',
    title: columns.used,
    width: '9.5rem',
    cell: ({ refreshed_at }) => (refreshed_at === null ? words.never : <Time iso={refreshed_at} />),
  },
  { id: 'made', title: columns.made, width: '9.5rem', cell: ({ created_at }) => <Time iso={created_at} /> },
];

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

export function ConnectionsPage() {
  const list = useInfiniteQuery(ownConnections(useApi()));
  const rows = list.data?.pages.flatMap(({ data }) => data.items) ?? [];
  const [chosen, setChosen] = useState<Connection | null>(null);
  const url = useUrlState();
  const asked = chosen ?? rows.find(({ id }) => id === url.get('disconnect')) ?? null;
  const actions: TableColumn<Connection> = {
    id: 'actions',
    title: '',
    width: '13.5rem',
    align: 'right',
    cell: (row) => <Actions connection={row} onDisconnect={() => setChosen(row)} />,
  };
  const close = (): void => {
    setChosen(null);
    if (url.get('disconnect') !== null) url.set({ disconnect: null });
  };
  return (
    <>
      <PageHead title={texts.shell.nav.pages.connections.title} />
      <p className="text-soft -mt-2 max-w-prose">{words.hint}</p>
      <div className="border-line bg-surface min-w-0 rounded-lg border">
        <DataTable
          caption={texts.shell.nav.pages.connections.title}
          columns={[...FACTS, actions]}
          rows={rows}
          rowId={({ id }) => id}
          query={list}
          empty={<EmptyState title={words.empty.title} hint={words.empty.hint} />}
        />
      </div>
      {list.data !== undefined && <Available connected={rows} />}
      {asked !== null && <Disconnect connection={asked} onClose={close} />}
    </>
  );
}

function Actions({ connection, onDisconnect }: { connection: Connection; onDisconnect: () => void }) {
  const { can } = useSession();
  return (
    <span className="inline-flex gap-1">
      {connection.state === 'needs_reconnect' && can('connections:update') && (
        <a href={connectHref(connection.server_id)} className={buttonClass('primary', 'small')}>
          {words.again}
        </a>
      )}
      {can('connections:delete') && (
        <Button size="small" onClick={onDisconnect}>
          {words.disconnect}
        </Button>
      )}
    </span>
  );
}

/** Opened again from `?disconnect=` after a fresh sign-in. */
function Disconnect({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const confirmed = useReauthentication();
  const { id, server_name } = connection;
  const remove = useMutation({
    mutationFn: () => api.auth.DELETE('/v1/connections/{id}', { params: { path: { id } } }),
    onSuccess: () => {
      toast(words.disconnected);
      onClose();
      return queries.invalidateQueries({ queryKey: ['/v1/connections'] });
    },
    onError: (error) => {
      if (!confirmed(error, `/connections?disconnect=${id}`)) toastError(error);
    },
  });
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={words.disconnectAsk(server_name)}
      action={words.disconnect}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      <p>{words.disconnectHint(server_name)}</p>
    </Confirm>
  );
}

/** Servers that each person connects to, and this one has not yet. */
function Available({ connected }: { connected: readonly Connection[] }) {
  const { can } = useSession();
  const servers = useQuery({ ...serverChoices(useApi()), enabled: can('mcp_servers:read') });
  const have = new Set(connected.map(({ server_id }) => server_id));
  const open = (servers.data?.items ?? []).filter(
    ({ id, enabled, credential }) => enabled && credential.type === 'oauth_user' && !have.has(id),
  );
  if (servers.data === undefined || !can('connections:update')) return null;
  return (
    <Card title={words.available}>
      {open.length === 0 ? (
        <p className="text-soft">{words.noneAvailable}</p>
      ) : (
        <div className="grid gap-2">
          <p className="text-soft">{words.availableHint}</p>
          <ul className="divide-line grid max-w-2xl divide-y">
            {open.map(({ id, name }) => (
              <li key={id} className="flex items-center justify-between gap-3 py-2">
                <span className="min-w-0 truncate font-medium">{name}</span>
                <a href={connectHref(id)} className={buttonClass('primary', 'small')}>
                  {words.connect}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}
