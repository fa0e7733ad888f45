'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useOfferActions } from '../shell/page-actions';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Button, buttonClass } from '../ui/button';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Duration, Num } from '../ui/figures';
import { FilterBar, type Filter } from '../ui/filter-bar';
import { EmptyState, PageHead } from '../ui/states';
import { HealthBadge, Transport } from './server-bits';
import {
  dayByServer, FILTER_NAMES, readFilters, serverList, statuses, type Group, type McpServer, type ServerStatus,
} from './server-queries'; // prettier-ignore

const words = texts.servers;
const { columns } = words;
const STATES_EVERY_MS = 10_000;

const FILTERS: readonly Filter[] = FILTER_NAMES.map((name) => ({
  name,
  label: words.filters[name],
  ...(name === 'enabled' ? { options: Object.entries(words.enabled).map(([value, label]) => ({ value, label })) } : {}),
}));

interface Row {
  server: McpServer;
  /** null: not told. */
  status: ServerStatus | null;
  /** Of the last day; null: not known, or no calls. */
  day: Group | null;
}

const COLUMNS: readonly TableColumn<Row>[] = [
  { id: 'name', title: columns.name, width: 'minmax(8rem, 1fr)', cell: ({ server }) => <Name server={server} /> },
  {
    id: 'transport',
    title: columns.transport,
    width: 'minmax(10rem, 2fr)',
    cell: ({ server }) => <Transport server={server} />,
  },
  {
    id: 'credential',
    title: columns.credential,
    width: '11rem',
    cell: ({ server }) => words.credentials[server.credential.type],
  },
  {
    id: 'health',
    title: columns.health,
    width: '8rem',
    cell: ({ status }) => status !== null && <HealthBadge state={status.state} />,
  },
  { id: 'breaker', title: columns.breaker, width: '8.5rem', cell: ({ status }) => <Breakers status={status} /> },
  {
    id: 'now',
    title: columns.now,
    width: '6rem',
    align: 'right',
    cell: ({ status }) => (status?.latency_ms == null ? texts.ui.none : <Duration ms={status.latency_ms} />),
  },
  {
    id: 'latency',
    title: columns.latency,
    width: '7rem',
    align: 'right',
    cell: ({ day }) => (day?.p95_ms == null ? texts.ui.none : <Duration ms={day.p95_ms} />),
  },
  {
    id: 'calls',
    title: columns.calls,
    width: '7rem',
    align: 'right',
    cell: ({ day }) => <Num value={day?.calls ?? null} />,
  },
];

export function ServersPage() {
  const api = useApi();
  const url = useUrlState();
  const router = useRouter();
  const { can } = useSession();
  const filters = readFilters(url.get);
  const list = useInfiniteQuery({ ...serverList(api, filters), placeholderData: keepPreviousData });
  const day = useQuery({ ...dayByServer(api), enabled: can('traces:read') });
  const states = useQuery({ ...statuses(api), refetchInterval: STATES_EVERY_MS });
  const mayAdd = can('mcp_servers:create');
  const rows = useMemo(() => {
    const groups = new Map((day.data ?? []).map((group) => [group.group, group]));
    const known = new Map((states.data?.items ?? []).map((status) => [status.server_id, status]));
    return (list.data?.pages ?? []).flatMap(({ data }) =>
      data.items.map((server): Row => ({
        server,
        status: known.get(server.id) ?? null,
        day: groups.get(server.name) ?? null,
      })),
    );
  }, [list.data, day.data, states.data]);
  useOfferActions(
    useMemo(
      () => (mayAdd ? [{ title: words.add, icon: Plus, run: () => router.push('/servers/new') }] : []),
      [mayAdd, router],
    ),
  );
  const filtered = Object.keys(filters).length > 0;
  return (
    <>
      <PageHead title={texts.shell.nav.pages.servers.title} actions={mayAdd && <AddLink />} />
      <p className="text-soft -mt-2">{words.hint}</p>
      <FilterBar filters={FILTERS} />
      <div className="border-line bg-surface min-w-0 rounded-lg border">
        <DataTable
          caption={texts.shell.nav.pages.servers.title}
          columns={COLUMNS}
          rows={rows}
          rowId={({ server }) => server.id}
          hrefOf={({ server }) => `/servers/${server.id}`}
          query={list}
          empty={filtered ? <NothingFits /> : <NoServers mayAdd={mayAdd} />}
        />
      </div>
    </>
  );
}

function AddLink() {
  return (
    <Link href="/servers/new" className={buttonClass('primary')}>
      <Plus aria-hidden />
      {words.add}
    </Link>
  );
}

function Name({ server }: { server: McpServer }) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-2">
      <span className="truncate font-medium">{server.name}</span>
      {!server.enabled && <Badge>{words.off}</Badge>}
    </span>
  );
}

/** Gateways by the state of their breaker; only those that are not closed need a look. */
function Breakers({ status }: { status: ServerStatus | null }) {
  if (status === null) return null;
  const { closed, half_open, open } = status.breakers;
  const { breakers } = words;
  if (open > 0) return <Badge tone="bad">{breakers.open(open, closed + half_open + open)}</Badge>;
  if (half_open > 0) return <Badge tone="warn">{breakers.trying}</Badge>;
  return <span className="text-soft">{closed > 0 ? breakers.closed : texts.ui.none}</span>;
}

function NoServers({ mayAdd }: { mayAdd: boolean }) {
  return (
    <EmptyState title={words.empty.title} hint={words.empty.hint}>
      {mayAdd && <AddLink />}
    </EmptyState>
  );
}

function NothingFits() {
  const url = useUrlState();
  const clear = (): void => url.set(Object.fromEntries(FILTER_NAMES.map((name) => [name, null])));
  return (
    <EmptyState title={words.emptyFiltered.title} hint={words.emptyFiltered.hint}>
      <Button onClick={clear}>{texts.ui.clearFilters}</Button>
    </EmptyState>
  );
}
