'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Time } from '../ui/figures';
import { Panel } from '../ui/panel';
import { EmptyState, PageHead } from '../ui/states';
import { NameDialog } from './name-dialog';
import { TEAM_PATHS, teamList, type Team } from './people-queries';

const words = texts.people.teams;

const COLUMNS: readonly TableColumn<Team>[] = [
  { id: 'name', title: words.name, width: 'minmax(10rem, 2fr)', cell: ({ name }) => <span className="font-medium">{name}</span> },
  { id: 'slug', title: words.slug, width: 'minmax(8rem, 1fr)', cell: ({ slug }) => <code className="font-mono text-xs">{slug}</code> },
  { id: 'created', title: words.created, width: '9.5rem', cell: ({ created_at }) => <Time iso={created_at} /> },
]; // prettier-ignore

export function TeamsPage() {
  const api = useApi();
  const url = useUrlState();
  const router = useRouter();
  const { can } = useSession();
  const list = useInfiniteQuery(teamList(api));
  const rows = list.data?.pages.flatMap(({ data }) => data.items) ?? [];
  const create = useChange({
    change: async (name: string) => (await api.auth.POST('/v1/teams', { body: { name } })).data,
    stale: TEAM_PATHS,
    done: (team) => team !== undefined && router.push(`/people/teams/${team.id}`),
    failed: () => true,
  });
  const button = can('teams:create') && (
    <Button look="primary" onClick={() => url.set({ create: '1' })}>
      <Plus aria-hidden />
      {words.create}
    </Button>
  );
  return (
    <>
      <PageHead title={words.title} hint={words.lead} actions={button} />
      <Panel>
        <DataTable
          caption={words.title}
          columns={COLUMNS}
          rows={rows}
          rowId={({ id }) => id}
          hrefOf={({ id }) => `/people/teams/${id}`}
          query={list}
          empty={
            <EmptyState title={words.empty.title} hint={words.empty.hint}>
              {button}
            </EmptyState>
          }
        />
      </Panel>
      {url.get('create') === '1' && (
        <NameDialog
          title={words.create}
          label={words.name}
          action={texts.forms.create}
          busy={create.isPending}
          error={create.error}
          onSubmit={(name) => create.mutate(name)}
          onClose={() => url.set({ create: null })}
        />
      )}
    </>
  );
}
