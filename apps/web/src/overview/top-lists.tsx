'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { useNames, type NameOf } from '../names/use-names';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { buttonClass } from '../ui/button';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { Duration, Money, Num } from '../ui/figures';
import { SkeletonRows } from '../ui/states';
import {
  GROUPINGS, ORDERS, readOrder, topOf, tracesHref, type Group, type Grouping, type OverviewFilters,
} from './overview-queries'; // prettier-ignore

const words = texts.overview.top;

/** Servers, tools, teams and people with the most of something; each row leads to its traces. */
export function TopLists({ filters }: { filters: OverviewFilters }) {
  const url = useUrlState();
  const order = readOrder(url.get);
  return (
    <section className="grid min-w-0 gap-3" aria-labelledby="top-title">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="top-title" className="font-semibold">
          {words.title}
        </h2>
        <div role="group" aria-label={words.order} className="flex flex-wrap items-center gap-1">
          <span className="text-soft text-xs">{words.order}</span>
          {ORDERS.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === order}
              className={buttonClass(name === order ? 'primary' : 'quiet', 'small')}
              onClick={() => url.set({ top: name === 'calls' ? null : name })}
            >
              {words.orders[name]}
            </button>
          ))}
        </div>
      </div>
      <div className="grid min-w-0 gap-3 xl:grid-cols-2">
        {GROUPINGS.map((by) => (
          <TopList key={by} by={by} filters={filters} />
        ))}
      </div>
    </section>
  );
}

function TopList({ by, filters }: { by: Grouping; filters: OverviewFilters }) {
  const api = useApi();
  const order = readOrder(useUrlState().get);
  const query = useQuery(topOf(api, filters, by, order));
  const rows = query.data ?? [];
  const kind = by === 'team' || by === 'user' ? by : null;
  const nameOf = useNames(kind, kind === null ? [] : rows.flatMap(({ group }) => (group === null ? [] : [group])));
  return (
    <Card title={words.titles[by]}>
      {query.error !== null && query.data === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows count={3} />
      ) : rows.length === 0 ? (
        <p className="text-soft">{words.none}</p>
      ) : (
        <TopTable by={by} rows={rows} filters={filters} nameOf={kind === null ? (name) => name : nameOf} />
      )}
    </Card>
  );
}

interface TopTableProps {
  by: Grouping;
  rows: readonly Group[];
  filters: OverviewFilters;
  nameOf: NameOf;
}

function TopTable({ by, rows, filters, nameOf }: TopTableProps) {
  const { columns } = words;
  return (
    <table className="figures w-full table-fixed text-left">
      <caption className="sr-only">{words.titles[by]}</caption>
      <thead className="text-soft text-xs">
        <tr>
          <th scope="col" className="pb-1.5 font-medium">
            {columns.name}
          </th>
          <th scope="col" className="w-16 pb-1.5 text-right font-medium">
            {columns.calls}
          </th>
          <th scope="col" className="w-16 pb-1.5 text-right font-medium">
            {columns.errors}
          </th>
          <th scope="col" className="hidden w-24 pb-1.5 text-right font-medium sm:table-cell">
            {columns.p95}
          </th>
          <th scope="col" className="w-24 pb-1.5 text-right font-medium">
            {columns.cost}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TopRow key={`${row.mcp_server} ${row.group}`} by={by} row={row} filters={filters} nameOf={nameOf} />
        ))}
      </tbody>
    </table>
  );
}

/** Text stands beside the links of tools: colour alone would not tell them from it. */
const LINK: Record<Grouping, string> = {
  server: 'text-accent hover:underline',
  tool: 'text-accent underline underline-offset-2',
  team: 'text-accent hover:underline',
  user: 'text-accent hover:underline',
};
const FILTER_OF = { server: 'mcp_server', tool: 'tool', team: 'team_id', user: 'user_id' } as const;

function TopRow({ by, row, filters, nameOf }: Omit<TopTableProps, 'rows'> & { row: Group }) {
  const name = row.group === null ? texts.names.none[by] : nameOf(row.group);
  const of = { [FILTER_OF[by]]: row.group, ...(by === 'tool' ? { mcp_server: row.mcp_server } : {}) };
  const failed = row.errors + row.timeouts;
  return (
    <tr className="border-line border-t">
      <th scope="row" className="truncate py-1.5 pr-3 font-normal">
        {row.group === null && by !== 'tool' ? (
          <span className="text-soft">{name}</span>
        ) : (
          <Link href={tracesHref(filters, of)} title={words.showTraces(name)} className={LINK[by]}>
            {name}
          </Link>
        )}
        {by === 'tool' && (
          <span className="text-soft max-sm:block max-sm:truncate max-sm:text-xs">
            <span className="max-sm:hidden"> · </span>
            {row.mcp_server}
          </span>
        )}
      </th>
      <td className="py-1.5 text-right">
        <Num value={row.calls} />
      </td>
      <td className="py-1.5 text-right">
        {failed === 0 ? (
          <Num value={0} />
        ) : (
          <Link
            href={tracesHref(filters, { ...of, status: 'failed' })}
            title={words.showErrors(failed)}
            className="text-bad hover:underline"
          >
            <Num value={failed} />
          </Link>
        )}
      </td>
      <td className="hidden py-1.5 text-right sm:table-cell">
        {row.p95_ms === null ? texts.ui.none : <Duration ms={row.p95_ms} />}
      </td>
      <td className="py-1.5 text-right">
        <Money micro={row.cost_micro_usd} />
      </td>
    </tr>
  );
}
