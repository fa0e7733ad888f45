'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useApi } from '../api/api-context';
import { useDirectory } from '../people/directory';
import { useSession } from '../session/session-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Time } from '../ui/figures';
import { FilterBar, type Filter } from '../ui/filter-bar';
import { SearchInput } from '../ui/search-input';
import { Menu, MenuItem } from '../ui/menu';
import { Panel } from '../ui/panel';
import { EmptyState, PageHead } from '../ui/states';
import { TimeRange } from '../ui/time-range';
import { actorOf } from './audit-actor';
import { AuditDetail } from './audit-detail';
import {
  AUDIT_FILTERS,
  auditList,
  auditQuestion,
  RANGE,
  readAuditFilters,
  type AuditEntry,
  type AuditFilters,
} from './audit-queries';
import { ChainState } from './chain-state';

const words = texts.audit;

const FILTERS: readonly Filter[] = AUDIT_FILTERS.filter((name) => name !== 'event_type').map((name) => ({
  name,
  label: words.filters[name],
  ...(name === 'actor_type'
    ? { options: Object.entries(words.actors).map(([value, label]) => ({ value, label })) }
    : {}),
}));

export function AuditPage() {
  const api = useApi();
  const url = useUrlState();
  const params = useSearchParams();
  const { personName } = useDirectory();
  const filters = readAuditFilters(url.get);
  const list = useInfiniteQuery(auditList(api, filters));
  const rows = list.data?.pages.flatMap(({ data }) => data.items) ?? [];
  const hrefOf = ({ id }: AuditEntry): string => {
    const next = new URLSearchParams(params);
    next.set('event', id);
    return `/audit?${next.toString()}`;
  };
  const event = url.get('event');
  const entry = rows.find(({ id }) => id === event);
  return (
    <>
      <PageHead title={texts.shell.nav.pages.audit.title} hint={words.lead} actions={<Exports filters={filters} />} />
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          value={url.get('event_type') ?? ''}
          onChange={(text) => url.set({ event_type: text })}
          label={words.filters.event_type}
          placeholder={words.search}
          charsMax={100}
        />
        <TimeRange fallback={RANGE} />
        <FilterBar filters={FILTERS} />
        <span className="flex-1" />
        <ChainState />
      </div>
      <Panel>
        <DataTable
          caption={texts.shell.nav.pages.audit.title}
          columns={columnsOf(personName)}
          rows={rows}
          rowId={({ id }) => id}
          hrefOf={hrefOf}
          query={list}
          empty={<EmptyState title={words.empty.title} hint={words.empty.hint} />}
        />
      </Panel>
      {event !== null && !list.isPending && (
        <AuditDetail entry={entry ?? null} onClose={() => url.set({ event: null })} />
      )}
    </>
  );
}

function columnsOf(personName: (id: string) => string): readonly TableColumn<AuditEntry>[] {
  const { columns } = words;
  return [
    { id: 'time', title: columns.time, width: '9.5rem', cell: ({ timestamp }) => <Time iso={timestamp} /> },
    {
      id: 'event',
      title: columns.event,
      width: 'minmax(10rem, 1.5fr)',
      cell: ({ event_type, details }) => <Event type={event_type} change={details['change']} />,
      main: true,
    },
    { id: 'actor', title: columns.actor, width: 'minmax(9rem, 1.5fr)', cell: (row) => actorOf(row, personName) },
    {
      id: 'resource',
      title: columns.resource,
      width: 'minmax(9rem, 1.5fr)',
      cell: ({ resource, details }) => <Resource type={resource.type} id={resource.id} name={details['name']} />,
    },
    {
      id: 'address',
      title: columns.address,
      width: '9rem',
      cell: ({ actor }) => <span className="figures">{actor.ip_address ?? texts.ui.none}</span>,
    },
  ];
}

function Event({ type, change }: { type: string; change: unknown }) {
  return (
    <>
      <code className="font-mono text-xs font-medium">{type}</code>
      {typeof change === 'string' && <span className="text-soft"> {change}</span>}
    </>
  );
}

function Resource({ type, id, name }: { type: string; id: string | null; name: unknown }) {
  return (
    <>
      {type} <span className="text-soft">{typeof name === 'string' ? name : (id?.slice(0, 8) ?? '')}</span>
    </>
  );
}

function Exports({ filters }: { filters: AuditFilters }) {
  const { can } = useSession();
  if (!can('audit:export')) return null;
  const save = (format: 'csv' | 'jsonl'): void => {
    const query = new URLSearchParams({ ...auditQuestion(filters), format });
    window.location.assign(`/v1/audit-logs/export?${query.toString()}`);
  };
  const trigger = (
    <Button>
      <Download aria-hidden />
      {words.exports}
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuItem onSelect={() => save('csv')}>{words.csv}</MenuItem>
      <MenuItem onSelect={() => save('jsonl')}>{words.jsonl}</MenuItem>
    </Menu>
  );
}
