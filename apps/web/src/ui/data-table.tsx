'use client';

import { tableFeatures, useTable, type ColumnDef } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useRef, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { texts } from '../texts';
import { Button } from './button';
import { ErrorState } from './error-state';
import { SkeletonRows } from './states';

/** Sorting and filtering are the services': a page of rows says nothing about the rest. */
const features = tableFeatures({});
type Column<Row> = ColumnDef<typeof features, Row & object>;

export interface TableColumn<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Of CSS grid: `8rem`, `minmax(10rem, 1fr)`. */
  width: string;
  align?: 'right';
  /** The cell whose words name the row, of which its link is made; else the first one. There is no other link in it. */
  main?: true;
}

/** What of a TanStack query the table shows. */
export interface TableQuery {
  isPending: boolean;
  error: unknown;
  refetch: () => unknown;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
}

export interface DataTableProps<Row> {
  caption: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** Where a row leads: Enter and a click go there. */
  hrefOf?: (row: Row) => string;
  query: TableQuery;
  empty: ReactNode;
}

const ROW_PX = 36;
/** As many as there are columns, and the gaps between them; below 640 px a row is a card. */
const NARROW = '(max-width: 639px)';
const FIRST_ROWS = 40;

/**
 * A list of any length: only rows near the window are in the document. Arrow keys, Home and End move between rows, Enter
 * opens one. The head stays in sight; under 640 px a row is a card.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { rows, query, empty } = props;
  if (query.error != null && rows.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <SkeletonRows />;
  if (rows.length === 0) return empty;
  return (
    <div className="grid gap-2">
      <Rows {...props} />
      <Foot query={query} count={rows.length} />
    </div>
  );
}

function Rows<Row extends object>({ caption, columns, rows, rowId, hrefOf }: DataTableProps<Row>) {
  const router = useRouter();
  const body = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const narrow = useMatches(NARROW);
  const { all, virtual } = useVirtualRows({ columns, rows, rowId }, narrow, body);
  const go = (index: number): void => {
    const next = Math.max(0, Math.min(all.length - 1, index));
    setActive(next);
    virtual.scrollToIndex(next);
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus());
  };
  const onKey = (event: KeyboardEvent, index: number): void => {
    if (event.target !== event.currentTarget) return;
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: all.length - 1 }[event.key];
    const row = all[index]?.original;
    if (target !== undefined) go(target);
    else if (event.key === 'Enter' && hrefOf !== undefined && row !== undefined) router.push(hrefOf(row));
    else return;
    event.preventDefault();
  };
  const template = columns.map(({ width }) => width).join(' ');
  return (
    <div role="table" aria-label={caption} aria-rowcount={all.length + 1} className="min-w-0">
      <Head columns={columns} template={template} />
      <div ref={body} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = all[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              role="row"
              aria-rowindex={index + 2}
              tabIndex={index === active ? 0 : -1}
              onFocus={() => setActive(index)}
              onKeyDown={(event) => onKey(event, index)}
              style={{
                transform: `translateY(${start - virtual.options.scrollMargin}px)`,
                gridTemplateColumns: narrow ? undefined : template,
              }}
              className="border-line hover:bg-raised absolute inset-x-0 top-0 grid grid-cols-2 items-center gap-x-3 gap-y-1 border-b px-3 py-2 -outline-offset-2! max-sm:min-h-24 sm:h-9 sm:py-0"
            >
              <Cells columns={columns} row={row.original} href={hrefOf?.(row.original)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function useVirtualRows<Row extends object>(
  { columns, rows, rowId }: Pick<DataTableProps<Row>, 'columns' | 'rows' | 'rowId'>,
  narrow: boolean,
  body: RefObject<HTMLDivElement | null>,
) {
  const table = useTable({
    features,
    data: rows as readonly (Row & object)[],
    getRowId: rowId,
    columns: columns.map(({ id, title, cell }): Column<Row> => ({
      id,
      header: title,
      cell: ({ row }) => cell(row.original),
    })),
  });
  const all = table.getRowModel().rows;
  const virtual = useWindowVirtualizer({
    count: all.length,
    estimateSize: () => (narrow ? 100 : ROW_PX),
    overscan: 12,
    scrollMargin: body.current?.offsetTop ?? 0,
    getItemKey: (index) => all[index]?.id ?? index,
    initialRect: { width: 1280, height: FIRST_ROWS * ROW_PX },
  });
  return { all, virtual };
}

function Head<Row>({ columns, template }: { columns: readonly TableColumn<Row>[]; template: string }) {
  return (
    <div
      role="row"
      style={{ gridTemplateColumns: template }}
      className="border-line bg-canvas text-soft sticky top-(--bar-height) z-10 hidden gap-x-3 border-b px-3 py-2 text-xs font-medium sm:grid"
    >
      {columns.map(({ id, title, align }) => (
        <span key={id} role="columnheader" className={clsx('truncate', align === 'right' && 'text-right')}>
          {title}
        </span>
      ))}
    </div>
  );
}

interface CellsProps<Row> {
  columns: readonly TableColumn<Row>[];
  row: Row;
  href: string | undefined;
}

function Cells<Row>({ columns, row, href }: CellsProps<Row>) {
  const main = columns.find((column) => column.main) ?? columns[0];
  return columns.map((column) => (
    <span
      key={column.id}
      role="cell"
      className={clsx(
        'min-w-0 max-sm:break-words sm:truncate',
        column.align === 'right' && 'sm:text-right',
        href !== undefined && overLink,
      )}
    >
      <span className="text-soft mr-1.5 text-xs sm:hidden">{column.title}</span>
      {href !== undefined && column === main ? <RowLink href={href}>{column.cell(row)}</RowLink> : column.cell(row)}
    </span>
  ));
}

/** What can be pressed in a row lies over the row's own link. */
const overLink = '[&_button]:relative [&_button]:z-1 [&_a:not([data-row])]:relative [&_a:not([data-row])]:z-1';

/** A true link that is as large as its row, so that it can be opened in another tab, too. Arrow keys move between rows. */
function RowLink({ href, children }: { href: string; children: ReactNode }) {
  const leaves = href.split('?')[0] !== usePathname();
  return (
    <Link href={href} scroll={leaves} prefetch={false} tabIndex={-1} data-row className="after:absolute after:inset-0">
      {children}
    </Link>
  );
}

function Foot({ query, count }: { query: TableQuery; count: number }) {
  const { hasNextPage = false, isFetchingNextPage = false, fetchNextPage, error } = query;
  return (
    <div className="text-soft flex flex-wrap items-center justify-center gap-3 py-2 text-xs">
      <span>{texts.ui.rows(count)}</span>
      {error != null && <span className="text-bad">{texts.ui.errors.title}</span>}
      {hasNextPage ? (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage?.()}>
          {texts.ui.loadMore}
        </Button>
      ) : (
        <span>{texts.ui.end}</span>
      )}
    </div>
  );
}

function useMatches(media: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(media);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(media).matches,
    () => false,
  );
}
