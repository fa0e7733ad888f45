'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Bookmark, Radio } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useApi } from '../api/api-context';
import { useEnvironmentOptions } from '../environments/use-environments';
import { useOfferActions } from '../shell/page-actions';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Duration, Money, Num, Time } from '../ui/figures';
import { FilterBar, type Filter } from '../ui/filter-bar';
import { SearchInput } from '../ui/search-input';
import { EmptyState, PageHead } from '../ui/states';
import { TimeRange } from '../ui/time-range';
import { FirstCall } from './first-call';
import { FILTER_NAMES, readFilters, traceList, traceTail, type TraceSummary } from './trace-queries';
import { TraceStatus } from './trace-status';

const words = texts.traces;
const TAIL_EVERY_MS = 2_000;

/** Loaded when the page stands: the first sight of traces does without. */
const ViewsMenu = dynamic(() => import('../views/views-menu'), { ssr: false, loading: () => <ViewsPlace /> });
const VIEW_NAMES = [...FILTER_NAMES, 'q', 'range', 'from', 'to'];

const FILTERS: readonly Filter[] = FILTER_NAMES.map((name) => ({
  name,
  label: words.filters[name],
  ...(name === 'status'
    ? { options: Object.entries(words.statusFilter).map(([value, label]) => ({ value, label })) }
    : name === 'min_duration_ms'
      ? { kind: 'number' as const }
      : {}),
}));

/** Environments are chosen where they are known. */
function useFilters(): readonly Filter[] {
  const offered = useEnvironmentOptions();
  return FILTERS.map((filter) => (filter.name === 'environment' ? { ...filter, ...offered } : filter));
}

const COLUMNS: readonly TableColumn<TraceSummary>[] = [
  { id: 'time', title: words.columns.time, width: '9.5rem', cell: (row) => <Time iso={row.start_time} /> },
  { id: 'status', title: words.columns.status, width: '5.5rem', cell: (row) => <TraceStatus status={row.status} /> },
  {
    id: 'what',
    title: words.columns.what,
    width: 'minmax(10rem, 3fr)',
    cell: (row) => <What row={row} />,
    main: true,
  },
  {
    id: 'duration',
    title: words.columns.duration,
    width: '5.5rem',
    align: 'right',
    cell: (row) => <Duration ms={row.duration_ms} />,
  },
  {
    id: 'calls',
    title: words.columns.calls,
    width: '3.5rem',
    align: 'right',
    cell: (row) => <Num value={row.call_count} />,
  },
  {
    id: 'cost',
    title: words.columns.cost,
    width: '6rem',
    align: 'right',
    cell: (row) => <Money micro={row.total_cost_micro_usd} />,
  },
  {
    id: 'agent',
    title: words.columns.agent,
    width: 'minmax(5rem, 1fr)',
    cell: (row) => row.agent_name || texts.ui.none,
  },
  {
    id: 'environment',
    title: words.columns.environment,
    width: '6rem',
    cell: (row) => <Badge>{row.environment}</Badge>,
  },
];

export function TracesPage() {
  const api = useApi();
  const url = useUrlState();
  const filters = readFilters(url.get);
  const live = url.get('live') === '1';
  const list = useInfiniteQuery({ ...traceList(api, filters), placeholderData: keepPreviousData });
  const tail = useQuery({ ...traceTail(api, filters), enabled: live, refetchInterval: TAIL_EVERY_MS, staleTime: 0 });
  const loaded = list.data?.pages.flatMap(({ data }) => data.traces) ?? [];
  const rows = live ? joined(tail.data ?? [], loaded) : loaded;
  const setLive = (on: boolean): void => url.set({ live: on ? '1' : null });
  useOfferActions(
    useMemo(() => [{ title: `${words.title}: ${words.live}`, icon: Radio, run: () => setLive(!live) }], [live]),
  );
  const filtered = Object.keys(filters.fields).length > 0;
  return (
    <>
      <PageHead title={words.title} actions={<LiveButton on={live} onChange={setLive} />} />
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput value={url.get('q') ?? ''} onChange={(q) => url.set({ q })} label={words.search} charsMax={256} />
        <TimeRange />
        <ViewsMenu page="traces" names={VIEW_NAMES} />
        <FilterBar filters={useFilters()} />
      </div>
      <div className="border-line bg-surface min-w-0 rounded-lg border">
        <DataTable
          caption={words.title}
          columns={COLUMNS}
          rows={rows}
          rowId={(row) => row.id}
          hrefOf={(row) => `/traces/${row.id}`}
          query={list}
          empty={filtered ? <NothingFits /> : <FirstCall />}
        />
      </div>
    </>
  );
}

/** Where the menu of views will be. */
const ViewsPlace = () => (
  <Button disabled>
    <Bookmark aria-hidden />
    {words.views}
  </Button>
);

/** What came since the list was loaded, before it; a trace that went on is shown as it is now. */
function joined(latest: readonly TraceSummary[], loaded: readonly TraceSummary[]): readonly TraceSummary[] {
  const ids = new Set(latest.map(({ id }) => id));
  return [...latest, ...loaded.filter(({ id }) => !ids.has(id))];
}

function LiveButton({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  return (
    <Button aria-pressed={on} look={on ? 'primary' : 'plain'} title={words.liveHint} onClick={() => onChange(!on)}>
      <Radio aria-hidden />
      {words.live}
    </Button>
  );
}

function What({ row }: { row: TraceSummary }) {
  const [server] = row.mcp_servers;
  const more = row.mcp_servers.length + row.tools.length - 2;
  return (
    <>
      <span className="font-medium">{server}</span>
      {row.tools[0] !== undefined && <span> · {row.tools[0]}</span>}
      {more > 0 && <span className="text-soft"> {words.moreServers(more)}</span>}
      {row.error_message !== null && <span className="text-bad"> {row.error_message}</span>}
    </>
  );
}

function NothingFits() {
  const url = useUrlState();
  const clear = (): void => url.set(Object.fromEntries([...FILTER_NAMES, 'q'].map((name) => [name, null])));
  return (
    <EmptyState title={words.emptyFiltered.title} hint={words.emptyFiltered.hint}>
      <Button onClick={clear}>{words.emptyFiltered.action}</Button>
    </EmptyState>
  );
}
