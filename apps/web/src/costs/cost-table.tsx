'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { useNames, type NameOf } from '../names/use-names';
import { texts } from '../texts';
import { DataTable, type TableColumn, type TableQuery } from '../ui/data-table';
import { Money, Num } from '../ui/figures';
import { EmptyState } from '../ui/states';
import { formatShare } from '../overview/change';
import type { Period } from './cost-period';
import { costRows, tracesHref, type CostRow, type CostSummary, type Grouping } from './cost-queries';

const words = texts.costs.table;

interface CostTableProps {
  summary: CostSummary;
  period: Period;
  by: Grouping;
}

/** The same by numbers: latest day first, or what cost most. */
export function CostTable({ summary, period, by }: CostTableProps) {
  return by === 'day' ? (
    <DayTable summary={summary} period={period} />
  ) : (
    <GroupTable key={by} summary={summary} period={period} by={by} />
  );
}

const THERE: TableQuery = { isPending: false, error: null, refetch: () => undefined };

function DayTable({ summary, period }: Omit<CostTableProps, 'by'>) {
  const rows = summary.breakdown
    .map(({ group, ...costs }): CostRow => ({ ...costs, group, server: null }))
    .toReversed();
  return (
    <Rows
      by="day"
      rows={rows}
      period={period}
      total={summary.summary.total_cost_micro_usd}
      nameOf={(day) => day}
      query={THERE}
      note={summary.has_more ? words.more : null}
    />
  );
}

function GroupTable({ summary, period, by }: CostTableProps & { by: Exclude<Grouping, 'day'> }) {
  const api = useApi();
  const query = useInfiniteQuery(costRows(api, period, by));
  const loaded = query.data?.pages.flatMap(({ rows }) => rows) ?? [];
  // A part of a list cannot be put into order by cost: it would say that the rest cost less.
  const isWhole = !query.hasNextPage;
  const rows = isWhole ? loaded.toSorted((a, b) => b.cost_micro_usd - a.cost_micro_usd || b.calls - a.calls) : loaded;
  const kind = by === 'server' || by === 'tool' ? null : by;
  const nameOf = useNames(kind, kind === null ? [] : rows.flatMap(({ group }) => (group === null ? [] : [group])));
  return (
    <Rows
      by={by}
      rows={rows}
      period={period}
      total={summary.summary.total_cost_micro_usd}
      nameOf={kind === null ? (name) => name : nameOf}
      query={query}
      note={isWhole ? null : words.byId}
    />
  );
}

interface RowsProps {
  by: Grouping;
  rows: readonly CostRow[];
  period: Period;
  /** Of all rows, in micro-USD. */
  total: number;
  nameOf: NameOf;
  query: TableQuery;
  note: string | null;
}

function Rows({ by, rows, period, total, nameOf, query, note }: RowsProps) {
  return (
    <section className="border-line bg-surface min-w-0 rounded-lg border">
      {note !== null && <p className="text-soft border-line border-b px-3 py-2 text-xs">{note}</p>}
      <DataTable
        caption={`${texts.shell.nav.pages.costs.title}: ${texts.costs.by[by]}`}
        columns={columnsOf({ by, period, total, nameOf })}
        rows={rows}
        rowId={(row) => `${row.server} ${row.group}`}
        query={query}
        empty={<EmptyState title={texts.costs.empty.title} hint={texts.costs.empty.hint} />}
      />
    </section>
  );
}

type Cells = Pick<RowsProps, 'by' | 'period' | 'total' | 'nameOf'>;

function columnsOf({ by, period, total, nameOf }: Cells): readonly TableColumn<CostRow>[] {
  const figure = (id: string, title: string, width: string, cell: TableColumn<CostRow>['cell']) =>
    ({ id, title, width, align: 'right', cell }) as const;
  return [
    {
      id: 'group',
      title: by === 'day' ? words.day : texts.costs.by[by],
      width: 'minmax(8rem, 3fr)',
      cell: (row) => <Name by={by} row={row} href={tracesHref(period, by, row)} nameOf={nameOf} />,
    },
    ...(by === 'tool'
      ? [{ id: 'server', title: words.server, width: 'minmax(6rem, 1fr)', cell: (row: CostRow) => row.server }]
      : []),
    figure('calls', words.calls, '6rem', (row) => <Num value={row.calls} />),
    figure('each', words.each, '7rem', (row) => (
      <Money micro={row.calls === 0 ? 0 : Math.round(row.cost_micro_usd / row.calls)} />
    )),
    figure('in', words.tokensIn, '6rem', (row) => <Num value={row.input_tokens} />),
    figure('out', words.tokensOut, '6rem', (row) => <Num value={row.output_tokens} />),
    figure('share', words.share, '5rem', (row) =>
      total === 0 ? texts.ui.none : formatShare(row.cost_micro_usd / total),
    ),
    figure('cost', words.cost, '8rem', (row) => <Money micro={row.cost_micro_usd} />),
  ];
}

function Name({ by, row, href, nameOf }: { by: Grouping; row: CostRow; href: string | null; nameOf: NameOf }) {
  const name =
    row.group === null ? (
      <span className="text-soft">{by === 'day' ? '' : texts.names.none[by]}</span>
    ) : (
      nameOf(row.group)
    );
  if (href === null) return name;
  return (
    <Link href={href} title={row.group ?? undefined} className="text-accent hover:underline">
      {name}
    </Link>
  );
}
