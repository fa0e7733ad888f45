'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { buttonClass } from '../ui/button';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Panel } from '../ui/panel';
import { EmptyState, PageHead } from '../ui/states';
import { roles, type Role } from './people-queries';
import { roleName } from './role-names';

const words = texts.people.roleEditor;

/** Built-in roles have no id: their name stands in the address. */
export const roleKey = ({ id, name }: Role): string => id ?? name;

const COLUMNS: readonly TableColumn<Role>[] = [
  {
    id: 'name',
    title: words.name,
    width: 'minmax(8rem, 1fr)',
    cell: ({ name }) => <span className="font-medium">{roleName(name)}</span>,
  },
  {
    id: 'kind',
    title: words.kind,
    width: '6rem',
    cell: ({ built_in: builtIn }) => (
      <Badge tone={builtIn ? 'neutral' : 'accent'}>{builtIn ? words.builtIn : words.custom}</Badge>
    ),
  },
  { id: 'description', title: words.description, width: 'minmax(12rem, 3fr)', cell: ({ description }) => description },
  { id: 'grants', title: words.grants, width: '9rem', cell: ({ grants }) => grantsInShort(grants) },
];

const grantsInShort = (grants: Role['grants']): string =>
  grants.some(({ permission }) => permission === '*') ? words.every : words.count(grants.length);

export function RolesPage() {
  const api = useApi();
  const { can } = useSession();
  const list = useQuery(roles(api));
  const create = can('roles:create') && (
    <Link href="/people/roles/new" className={buttonClass('primary')}>
      <Plus aria-hidden />
      {words.create}
    </Link>
  );
  return (
    <>
      <PageHead title={words.title} hint={words.lead} actions={create} />
      <Panel>
        <DataTable
          caption={words.title}
          columns={COLUMNS}
          rows={list.data?.items ?? []}
          rowId={roleKey}
          hrefOf={(role) => `/people/roles/${roleKey(role)}`}
          query={list}
          empty={<EmptyState title={words.title} hint={words.lead} />}
        />
      </Panel>
    </>
  );
}
