'use client';

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil, Plus, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useApi } from '../api/api-context';
import { useReauthentication, useSession } from '../session/session-context';
import { useOfferActions } from '../shell/page-actions';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { BackLink } from '../ui/back-link';
import { Button, IconButton } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Money, Num, Time } from '../ui/figures';
import { EmptyState, PageHead } from '../ui/states';
import { toast, toastError } from '../ui/toasts';
import { priceList, type Price } from './cost-queries';

const words = texts.prices;
const PATH = '/v1/prices';
const PriceForm = dynamic(() => import('./price-form'), { ssr: false });

/** Which dialog is open is in the address: `?set=new`, `?set=ID`, `?end=ID`. */
export function PricesPage() {
  const api = useApi();
  const url = useUrlState();
  const may = useSession().can('prices:update');
  const list = useInfiniteQuery(priceList(api));
  const rows = list.data?.pages.flatMap(({ data }) => data.items) ?? [];
  const set = may ? url.get('set') : null;
  const edited = rows.find(({ id }) => id === set);
  useOfferActions(
    useMemo(() => (may ? [{ title: words.add, icon: Plus, run: () => url.set({ set: 'new' }) }] : []), [may]),
  );
  return (
    <>
      <PageHead
        above={<BackLink href="/costs">{words.back}</BackLink>}
        title={words.title}
        hint={words.hint}
        actions={may && rows.length > 0 && <SetPrice />}
      />
      <div className="border-line bg-surface min-w-0 rounded-lg border">
        <DataTable
          caption={words.title}
          columns={may ? [...COLUMNS, ACTIONS] : COLUMNS}
          rows={rows}
          rowId={({ id }) => id}
          query={list}
          empty={
            <EmptyState title={words.empty.title} hint={may ? words.empty.hint : words.empty.hintReader}>
              {may && <SetPrice />}
            </EmptyState>
          }
        />
      </div>
      {(set === 'new' || edited !== undefined) && (
        <PriceForm key={set} price={edited ?? null} onClose={() => url.set({ set: null })} />
      )}
      {may && <EndPrice price={rows.find(({ id }) => id === url.get('end')) ?? null} />}
    </>
  );
}

function SetPrice() {
  const url = useUrlState();
  return (
    <Button look="primary" onClick={() => url.set({ set: 'new' })}>
      <Plus aria-hidden />
      {words.add}
    </Button>
  );
}

function Pattern({ text }: { text: string }) {
  return text === '*' ? <span className="text-soft">{words.any}</span> : <span>{text}</span>;
}

const COLUMNS: readonly TableColumn<Price>[] = [
  {
    id: 'server',
    title: words.columns.server,
    width: 'minmax(8rem, 2fr)',
    cell: (row) => <Pattern text={row.mcp_server} />,
  },
  { id: 'tool', title: words.columns.tool, width: 'minmax(8rem, 2fr)', cell: (row) => <Pattern text={row.tool} /> },
  {
    id: 'price',
    title: words.columns.price,
    width: '8rem',
    align: 'right',
    cell: (row) => <Money micro={row.price_micro_usd} />,
  },
  {
    id: 'version',
    title: words.columns.version,
    width: '5rem',
    align: 'right',
    cell: (row) => <Num value={row.version} />,
  },
  {
    id: 'since',
    title: words.columns.since,
    width: '10rem',
    align: 'right',
    cell: (row) => <Time iso={row.valid_from} />,
  },
];
const ACTIONS: TableColumn<Price> = {
  id: 'actions',
  title: '',
  width: '4.5rem',
  align: 'right',
  cell: (row) => <RowActions row={row} />,
};

function RowActions({ row }: { row: Price }) {
  const url = useUrlState();
  const name = `${row.mcp_server} · ${row.tool}`;
  return (
    <span className="inline-flex">
      <IconButton
        size="small"
        label={`${words.edit}: ${name}`}
        icon={<Pencil aria-hidden />}
        onClick={() => url.set({ set: row.id })}
      />
      <IconButton
        size="small"
        label={`${words.end}: ${name}`}
        icon={<X aria-hidden />}
        onClick={() => url.set({ end: row.id })}
      />
    </span>
  );
}

function EndPrice({ price }: { price: Price | null }) {
  const api = useApi();
  const url = useUrlState();
  const queries = useQueryClient();
  const confirmed = useReauthentication();
  const end = useMutation({
    mutationFn: (id: string) => api.cost.DELETE('/v1/prices/{id}', { params: { path: { id } } }),
    onSuccess: async () => {
      toast(words.ended);
      await queries.invalidateQueries({ queryKey: [PATH] });
      url.set({ end: null });
    },
    onError: (error, id) => confirmed(error, `/costs/prices?end=${id}`) || toastError(error),
  });
  return (
    <Confirm
      open={price !== null}
      onOpenChange={() => url.set({ end: null })}
      title={words.confirm.title}
      action={words.confirm.action}
      busy={end.isPending}
      onConfirm={() => price !== null && end.mutate(price.id)}
    >
      {price !== null && words.confirm.text(price.mcp_server, price.tool)}
    </Confirm>
  );
}
