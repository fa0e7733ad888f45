'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { apiQuery } from '../api/query';
import { LIST_MAX, serverChoices } from '../servers/server-queries';
import { useSession } from '../session/session-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { buttonClass } from '../ui/button';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { Field } from '../ui/field';
import { Select } from '../ui/input';
import { EmptyState, PageHead, SkeletonRows } from '../ui/states';
import { spansOf } from '../traces/trace-queries';
import { prefillOf, type Prefill } from './from-trace';
import { Workbench } from './workbench';

const words = texts.playground;

export function PlaygroundPage() {
  const url = useUrlState();
  const trace = url.get('trace');
  return (
    <>
      <PageHead title={texts.shell.nav.pages.playground.title} />
      <p className="text-soft -mt-2 max-w-prose">{words.hint}</p>
      {trace === null ? <Playground prefill={null} /> : <FromTrace id={trace} />}
    </>
  );
}

/** The call of a trace, to be made again. */
function FromTrace({ id }: { id: string }) {
  const url = useUrlState();
  const { data, error, refetch } = useQuery(spansOf(useApi(), id));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows />;
  return <Playground prefill={prefillOf(data.spans, url.get('span'))} />;
}

function Playground({ prefill }: { prefill: Prefill | null }) {
  const url = useUrlState();
  const { can } = useSession();
  const { data, error, refetch } = useQuery(serverChoices(useApi()));
  const chosen = url.get('server') ?? prefill?.server ?? null;
  const [first] = data?.items.filter(({ enabled }) => enabled) ?? [];
  const server = chosen ?? first?.name ?? null;
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows />;
  if (server === null)
    return (
      <EmptyState title={words.noServers} hint={words.noServersHint}>
        {can('mcp_servers:create') && (
          <Link href="/servers/new" className={buttonClass('primary')}>
            {words.addServer}
          </Link>
        )}
      </EmptyState>
    );
  const names = data.items.filter(({ enabled, name }) => enabled || name === server).map(({ name }) => name);
  const known = names.includes(server) ? names : [server, ...names];
  const key = url.get('key');
  return (
    <>
      <Card>
        <div className="grid items-start gap-3 sm:grid-cols-2 lg:max-w-3xl">
          <Field label={words.server}>
            {(control) => (
              <Select
                {...control}
                value={server}
                onChange={(event) =>
                  url.set({ server: event.target.value, tool: null, arguments: null, trace: null, span: null })
                }
              >
                {known.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </Select>
            )}
          </Field>
          <KeyField value={key} onChange={(next) => url.set({ key: next })} />
        </div>
      </Card>
      <Workbench key={`${server} ${key}`} server={server} keyId={key} prefill={prefill} />
    </>
  );
}

/** Whose scopes narrow what may be called. */
function KeyField({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { can } = useSession();
  const query = apiQuery(useApi().auth, '/v1/auth/keys', { params: { query: { limit: LIST_MAX, status: 'active' } } });
  const keys = useQuery({ ...query, enabled: can('api_keys:read') });
  const items = keys.data?.items ?? [];
  const isKnown = value === null || items.some(({ id }) => id === value);
  return (
    <Field label={words.key} hint={words.keyHint}>
      {(control) => (
        <Select {...control} value={value ?? ''} onChange={(event) => onChange(event.target.value || null)}>
          <option value="">{words.ownRights}</option>
          {!isKnown && <option value={value}>{value}</option>}
          {items.map(({ id, name, key_prefix }) => (
            <option key={id} value={id}>
              {name} ({key_prefix}…)
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
