'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import type { components } from '../api/generated/auth';
import { NameDialog } from '../people/name-dialog';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { CodeBlock } from '../ui/copy-button';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Dialog } from '../ui/dialog';
import { Time } from '../ui/figures';
import { useOrigin } from '../ui/origin';
import { Panel } from '../ui/panel';
import { EmptyState, PageHead } from '../ui/states';
import { SCIM_TOKENS, scimTokens, type ScimToken } from './sso-queries';

const words = texts.people.scim;
type Issued = components['schemas']['IssuedScimToken'];

export function ScimPage() {
  const api = useApi();
  const url = useUrlState();
  const { can } = useSession();
  const [issued, setIssued] = useState<Issued | null>(null);
  const list = useInfiniteQuery(scimTokens(api));
  const rows = list.data?.pages.flatMap(({ data }) => data.items) ?? [];
  const origin = useOrigin();
  const may = can('sso:update');
  const create = useChange({
    change: async (name: string) => (await api.auth.POST(SCIM_TOKENS, { body: { name } })).data,
    stale: [SCIM_TOKENS],
    done: (token) => {
      url.set({ create: null });
      setIssued(token ?? null);
    },
    returnTo: () => '/people/scim?create=1',
    failed: () => true,
  });
  const button = may && (
    <Button look="primary" onClick={() => url.set({ create: '1' })}>
      <Plus aria-hidden />
      {words.create}
    </Button>
  );
  return (
    <>
      <PageHead title={words.title} hint={words.lead} actions={button} />
      <div className="max-w-2xl">
        <CodeBlock label={words.url} code={`${origin}/scim/v2`} />
      </div>
      <p className="text-soft">{words.rotateHint}</p>
      <Panel>
        <DataTable
          caption={words.tokens}
          columns={columnsOf(may)}
          rows={rows}
          rowId={({ id }) => id}
          query={list}
          empty={<EmptyState title={words.empty.title} hint={words.empty.hint} />}
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
      {issued !== null && <IssuedToken issued={issued} onClose={() => setIssued(null)} />}
    </>
  );
}

function IssuedToken({ issued, onClose }: { issued: Issued; onClose: () => void }) {
  const footer = (
    <Button look="primary" onClick={onClose}>
      {words.saved}
    </Button>
  );
  const { title, hint } = words.issued;
  return (
    <Dialog open onOpenChange={onClose} stays title={title} description={hint} footer={footer} wide>
      <CodeBlock code={issued.token} />
    </Dialog>
  );
}

function columnsOf(may: boolean): readonly TableColumn<ScimToken>[] {
  return [
    {
      id: 'name',
      title: words.name,
      width: 'minmax(9rem, 1fr)',
      cell: ({ name }) => <span className="font-medium">{name}</span>,
    },
    { id: 'created', title: words.created, width: '10rem', cell: ({ created_at }) => <Time iso={created_at} /> },
    {
      id: 'used',
      title: words.used,
      width: '10rem',
      cell: ({ last_used_at }) => (last_used_at === null ? words.never : <Time iso={last_used_at} />),
    },
    { id: 'do', title: '', width: '6rem', align: 'right', cell: (row) => may && <Revoke token={row} /> },
  ];
}

function Revoke({ token: { id, name } }: { token: ScimToken }) {
  const api = useApi();
  const [asked, setAsked] = useState(false);
  const revoke = useChange({
    change: () => api.auth.DELETE('/v1/sso/scim-tokens/{id}', { params: { path: { id } } }),
    stale: [SCIM_TOKENS],
    said: words.revoked,
    done: () => setAsked(false),
  });
  return (
    <>
      <Button size="small" onClick={() => setAsked(true)}>
        {words.revoke}
      </Button>
      <Confirm
        open={asked}
        onOpenChange={setAsked}
        title={words.revokeTitle(name)}
        action={words.revoke}
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate()}
      >
        {words.revokeHint}
      </Confirm>
    </>
  );
}
