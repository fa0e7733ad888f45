'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { useApi } from '../api/api-context';
import { useEnvironmentOptions } from '../environments/use-environments';
import { useDirectory } from '../people/directory';
import { useSession } from '../session/session-context';
import { useOfferActions } from '../shell/page-actions';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { buttonClass } from '../ui/button';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Time } from '../ui/figures';
import { FilterBar, type Filter } from '../ui/filter-bar';
import { Panel } from '../ui/panel';
import { EmptyState, PageHead } from '../ui/states';
import { KeyStatus, scopesInShort } from './key-parts';
import { KEY_FILTERS, keyList, readKeyFilters, type ApiKey } from './key-queries';

const words = texts.keys;
type Directory = ReturnType<typeof useDirectory>;

export function KeysPage() {
  const api = useApi();
  const url = useUrlState();
  const router = useRouter();
  const { can } = useSession();
  const directory = useDirectory();
  const filters = readKeyFilters(url.get);
  const list = useInfiniteQuery(keyList(api, filters));
  const rows = list.data?.pages.flatMap(({ data }) => data.items) ?? [];
  const creates = can('api_keys:create');
  const actions = useMemo(
    () => (creates ? [{ title: words.create, icon: Plus, run: () => router.push('/keys/new') }] : []),
    [creates, router],
  );
  useOfferActions(actions);
  const filtered = Object.keys(filters).length > 0;
  const empty = filtered ? words.emptyFiltered : words.empty;
  return (
    <>
      <PageHead title={texts.shell.nav.pages.keys.title} hint={words.lead} actions={creates && <CreateLink />} />
      <FilterBar filters={filtersOf(directory, useEnvironmentOptions())} />
      <Panel>
        <DataTable
          caption={texts.shell.nav.pages.keys.title}
          columns={columnsOf(directory)}
          rows={rows}
          rowId={(key) => key.id}
          hrefOf={(key) => `/keys/${key.id}`}
          query={list}
          empty={
            <EmptyState title={empty.title} hint={empty.hint}>
              {creates && !filtered && <CreateLink />}
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}

const CreateLink = () => (
  <Link href="/keys/new" className={buttonClass('primary')}>
    <Plus aria-hidden />
    {words.create}
  </Link>
);

function filtersOf(
  { people, teams, serviceAccounts }: Directory,
  environments: Pick<Filter, 'options'>,
): readonly Filter[] {
  const named = (items: readonly { id: string; name: string | null; email?: string }[]) =>
    items.length === 0
      ? {}
      : { options: items.map(({ id, name, email }) => ({ value: id, label: name ?? email ?? id })) };
  const options = {
    status: { options: Object.entries(words.statuses).map(([value, label]) => ({ value, label })) },
    user_id: named(people),
    team_id: named(teams),
    service_account_id: named(serviceAccounts),
    environment: environments,
    key_prefix: {},
  };
  return KEY_FILTERS.map((name) => ({ name, label: words.filters[name], ...options[name] }));
}

function columnsOf(directory: Directory): readonly TableColumn<ApiKey>[] {
  const { columns } = words;
  return [
    {
      id: 'name',
      title: columns.name,
      width: 'minmax(9rem, 2fr)',
      cell: (key) => <span className="font-medium">{key.name}</span>,
    },
    { id: 'status', title: columns.status, width: '5.5rem', cell: (key) => <KeyStatus status={key.status} /> },
    {
      id: 'prefix',
      title: columns.prefix,
      width: '9rem',
      cell: (key) => <code className="font-mono text-xs">{key.key_prefix}…</code>,
    },
    { id: 'owner', title: columns.owner, width: 'minmax(7rem, 1fr)', cell: (key) => ownerOf(key, directory) },
    {
      id: 'team',
      title: columns.team,
      width: 'minmax(5rem, 1fr)',
      cell: (key) => (key.team_id === null ? texts.ui.none : directory.teamName(key.team_id)),
    },
    { id: 'scopes', title: columns.scopes, width: 'minmax(8rem, 1.5fr)', cell: (key) => scopesInShort(key.scopes) },
    { id: 'environment', title: columns.environment, width: '6.5rem', cell: (key) => <Badge>{key.environment}</Badge> },
    {
      id: 'used',
      title: columns.used,
      width: '9rem',
      cell: (key) => (key.last_used_at === null ? words.neverUsed : <Time iso={key.last_used_at} />),
    },
  ];
}

/** Whose it is. */
export function ownerOf(key: ApiKey, directory: Directory): string {
  if (key.user_id !== null) return directory.personName(key.user_id);
  return key.service_account_id === null ? words.detail.nobody : directory.serviceAccountName(key.service_account_id);
}
