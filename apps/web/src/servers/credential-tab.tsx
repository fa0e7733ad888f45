'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, type FieldValues } from 'react-hook-form';
import { useApi } from '../api/api-context';
import type { components } from '../api/generated/auth';
import { ConnectionState } from '../connections/connection-state';
import { useReauthentication, useSession } from '../session/session-context';
import { texts } from '../texts';
import { Button, buttonClass } from '../ui/button';
import { Card, Facts } from '../ui/card';
import { DataTable, type TableColumn } from '../ui/data-table';
import { Time } from '../ui/figures';
import { EmptyState } from '../ui/states';
import { toast, toastError } from '../ui/toasts';
import { CredentialFields } from './credential-fields';
import { checkedBy, showDetails } from './form-body';
import type { Form } from './form-fields';
import { connectionsOf, type McpServer } from './server-queries';

const words = texts.servers.credential;
const resolver = checkedBy('update');

/** What lets the gateway in: its kind, never its secret. A new one replaces it. */
export default function CredentialTab({ server }: { server: McpServer }) {
  const { can, whyNot } = useSession();
  const [open, setOpen] = useState(false);
  const { type } = server.credential;
  const may = can('mcp_servers:update');
  return (
    <div className="grid min-w-0 items-start gap-3 xl:grid-cols-[minmax(0,32rem)_minmax(0,1fr)]">
      <Card title={words.now}>
        <div className="grid gap-3">
          <Facts facts={[[words.kind, texts.servers.credentials[type]]]} />
          <p className="text-soft">{texts.servers.credentialHints[type]}</p>
          {type !== 'none' && <p className="text-soft">{words.neverShown}</p>}
          {!may && <p className="text-soft">{whyNot('mcp_servers:update') ?? words.mayNot}</p>}
          {may && !open && (
            <Button className="justify-self-start" onClick={() => setOpen(true)}>
              {words.replace}
            </Button>
          )}
          {may && open && <Replace server={server} onDone={() => setOpen(false)} />}
        </div>
      </Card>
      {type.startsWith('oauth') && can('connections:read') && <Connected server={server} />}
    </div>
  );
}

type Change = components['schemas']['UpdateMcpServerInput'];

function Replace({ server, onDone }: { server: McpServer; onDone: () => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const confirmed = useReauthentication();
  const start = { credential: { type: server.credential.type } };
  const form: Form = useForm<FieldValues>({ defaultValues: start, shouldUnregister: true, resolver });
  const save = useMutation({
    mutationFn: (body: Change) => {
      const params = { path: { id: server.id } };
      return api.auth.PATCH('/v1/mcp-servers/{id}', { params, body: { ...body, version: server.version } });
    },
    onSuccess: () => {
      toast(words.replaced);
      onDone();
      return queries.invalidateQueries({ queryKey: ['/v1/mcp-servers/{id}'] });
    },
    onError: (error) => {
      if (confirmed(error)) return;
      if (!showDetails(form, error)) toastError(error);
    },
  });
  const submit = form.handleSubmit((body) => save.mutateAsync(body as Change).catch(() => undefined));
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="border-line grid gap-3 border-t pt-3">
      <CredentialFields form={form} transport={server.transport.type} />
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={save.isPending}>
          {words.replace}
        </Button>
        <Button onClick={onDone}>{texts.ui.cancel}</Button>
      </div>
    </form>
  );
}

type Connection = components['schemas']['UpstreamConnection'];
const { columns } = texts.connections;

const COLUMNS: readonly TableColumn<Connection>[] = [
  {
    id: 'who',
    title: words.connections,
    width: 'minmax(8rem, 1fr)',
    cell: ({ user_id }) =>
      user_id === null ? words.organization : <code className="font-mono text-xs">{user_id}</code>,
  },
  { id: 'state', title: columns.state, width: '9rem', cell: (row) => <ConnectionState connection={row} /> },
  {
    id: 'used',
    title: columns.used,
    width: '10rem',
    cell: ({ refreshed_at }) => (refreshed_at === null ? texts.connections.never : <Time iso={refreshed_at} />),
  },
];

function Connected({ server }: { server: McpServer }) {
  const query = useQuery(connectionsOf(useApi(), server.id));
  const perPerson = server.credential.type === 'oauth_user';
  const connect = perPerson && (
    <a href={`/connect/${server.id}`} className={buttonClass('plain', 'small')}>
      {words.connectOwn}
    </a>
  );
  return (
    <Card title={words.connections} actions={connect}>
      <div className="-m-4">
        <DataTable
          caption={words.connectionsHint}
          columns={COLUMNS}
          rows={query.data?.items ?? []}
          rowId={({ id }) => id}
          query={query}
          empty={<EmptyState title={words.noConnections} hint={perPerson ? words.noConnectionsHint : undefined} />}
        />
      </div>
    </Card>
  );
}
