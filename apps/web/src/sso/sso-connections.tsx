'use client';

import { useQuery } from '@tanstack/react-query';
import { MoreHorizontal } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { roleName } from '../people/role-names';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Button, IconButton } from '../ui/button';
import { Card, Facts } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { CodeBlock } from '../ui/copy-button';
import { ErrorState } from '../ui/error-state';
import { Menu, MenuItem } from '../ui/menu';
import { SkeletonRows } from '../ui/states';
import { CONNECTIONS, ssoConnections, type SsoConnection } from './sso-queries';
import { SsoOnly } from './sso-only';

const { connections: words, form, only, mappings } = texts.sso;
const Editor = dynamic(async () => (await import('./sso-form')).SsoForm, { ssr: false });
const Mappings = dynamic(async () => (await import('./group-mappings')).GroupMappings, { ssr: false });

export function SsoConnections() {
  const api = useApi();
  const url = useUrlState();
  const { can } = useSession();
  const { data, error, refetch } = useQuery(ssoConnections(api));
  const chosen = (name: string) => data?.items.find(({ id }) => id === url.get(name));
  const [edited, mapped, required] = [chosen('provider'), chosen('mappings'), chosen('only')];
  const close = (): void => url.set({ provider: null, mappings: null, only: null });
  const button = can('sso:update') && (
    <Button size="small" onClick={() => url.set({ provider: 'new' })}>
      {words.add}
    </Button>
  );
  return (
    <Card title={words.title} actions={button}>
      <div className="grid gap-4">
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <SkeletonRows count={2} />}
        {data?.items.length === 0 && <p>{words.none}</p>}
        {data?.items.map((connection) => (
          <Connection key={connection.id} connection={connection} />
        ))}
      </div>
      {url.get('provider') === 'new' && <Editor connection={null} onClose={close} />}
      {edited !== undefined && <Editor connection={edited} onClose={close} />}
      {mapped !== undefined && <Mappings connection={mapped} onClose={close} />}
      {required !== undefined && <SsoOnly connection={required} onClose={close} />}
    </Card>
  );
}

function Connection({ connection }: { connection: SsoConnection }) {
  const { can } = useSession();
  const { name, enabled, sso_only: onlySso, provider, preset, addresses, default_role: role } = connection;
  const problem = provider.type === 'saml' ? provider.metadata_problem : null;
  return (
    <section className="border-line grid gap-3 not-first:border-t not-first:pt-4">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-medium">{name}</h3>
        <Badge tone={enabled ? 'ok' : 'neutral'}>{enabled ? words.on : words.off}</Badge>
        {onlySso && <Badge tone="accent">{words.only}</Badge>}
        <span className="flex-1" />
        {can('sso:update') && <Actions connection={connection} />}
      </div>
      {problem !== null && (
        <p className="text-bad">
          {words.problem}: {problem}
        </p>
      )}
      <Facts
        facts={[
          [form.preset, form.presets[preset]],
          [form.type, form.types[provider.type]],
          [
            words.issuer,
            <span key="i" className="break-all">
              {provider.type === 'oidc' ? provider.issuer : provider.entity_id}
            </span>,
          ],
          [words.role, roleName(role)],
          [words.groups, connection.group_mappings.length],
        ]}
      />
      <p className="text-soft">{words.enter}</p>
      {Object.entries(addresses).map(([key, address]) => (
        <CodeBlock key={key} label={words.addresses[key] ?? key} code={address} />
      ))}
    </section>
  );
}

function Actions({ connection: { id, name, enabled, sso_only: onlySso } }: { connection: SsoConnection }) {
  const api = useApi();
  const url = useUrlState();
  const [asked, setAsked] = useState(false);
  const params = { path: { id } };
  const stale = [CONNECTIONS];
  const test = useChange({
    change: async () => (await api.auth.POST('/v1/sso/connections/{id}/test', { params })).data,
    stale: [],
    done: (begun) => begun !== undefined && window.open(begun.url, '_blank', 'noopener'),
  });
  const change = useChange({
    change: (body: { enabled?: boolean; sso_only?: boolean }) =>
      api.auth.PATCH('/v1/sso/connections/{id}', { params, body }),
    stale,
    said: words.saved,
  });
  const remove = useChange({
    change: () => api.auth.DELETE('/v1/sso/connections/{id}', { params }),
    stale,
    said: words.removed,
    done: () => setAsked(false),
  });
  return (
    <>
      <Button size="small" busy={test.isPending} title={words.testHint} onClick={() => test.mutate()}>
        {words.test}
      </Button>
      <Menu trigger={<IconButton label={texts.forms.more} icon={<MoreHorizontal aria-hidden />} size="small" />}>
        <MenuItem onSelect={() => url.set({ provider: id })}>{words.edit}</MenuItem>
        <MenuItem onSelect={() => url.set({ mappings: id })}>{mappings.title}</MenuItem>
        <MenuItem onSelect={() => change.mutate({ enabled: !enabled })}>
          {enabled ? words.disable : words.enable}
        </MenuItem>
        {onlySso ? (
          <MenuItem onSelect={() => change.mutate({ sso_only: false })}>{only.stop}</MenuItem>
        ) : (
          <MenuItem onSelect={() => url.set({ only: id })}>{only.action}</MenuItem>
        )}
        <MenuItem danger onSelect={() => setAsked(true)}>
          {words.remove}
        </MenuItem>
      </Menu>
      <Confirm
        open={asked}
        onOpenChange={setAsked}
        title={words.removeTitle(name)}
        action={words.remove}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {words.removeHint}
      </Confirm>
    </>
  );
}
