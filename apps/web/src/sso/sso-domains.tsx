'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { NameDialog } from '../people/name-dialog';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { CodeBlock } from '../ui/copy-button';
import { ErrorState } from '../ui/error-state';
import { Time } from '../ui/figures';
import { SkeletonRows } from '../ui/states';
import { toast } from '../ui/toasts';
import { DOMAINS, ssoDomains, type SsoDomain } from './sso-queries';

const words = texts.sso.domains;

export function SsoDomains() {
  const api = useApi();
  const url = useUrlState();
  const { can } = useSession();
  const { data, error, refetch } = useQuery(ssoDomains(api));
  const add = useChange({
    change: (domain: string) => api.auth.POST(DOMAINS, { body: { domain } }),
    stale: [DOMAINS],
    said: words.added,
    done: () => url.set({ domain: null }),
    returnTo: () => '/people/sso?domain=new',
    failed: () => true,
  });
  const button = can('sso:update') && (
    <Button size="small" onClick={() => url.set({ domain: 'new' })}>
      {words.add}
    </Button>
  );
  return (
    <Card title={words.title} actions={button}>
      <div className="grid gap-3">
        <p className="text-soft">{words.hint}</p>
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <SkeletonRows count={2} />}
        {data?.items.length === 0 && <p>{words.none}</p>}
        {data?.items.map((domain) => (
          <Domain key={domain.id} domain={domain} />
        ))}
      </div>
      {url.get('domain') === 'new' && (
        <NameDialog
          title={words.add}
          label={words.domain}
          hint={words.domainHint}
          action={texts.forms.add}
          busy={add.isPending}
          error={add.error}
          onSubmit={(domain) => add.mutate(domain)}
          onClose={() => url.set({ domain: null })}
        />
      )}
    </Card>
  );
}

function Domain({ domain: { id, domain, verified, txt_record, checked_at, missing_since } }: { domain: SsoDomain }) {
  const { can } = useSession();
  const state = !verified ? words.waiting : missing_since === null ? words.verified : words.missing;
  return (
    <section className="border-line grid gap-2 border-t pt-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-medium break-all">{domain}</h3>
        <Badge tone={!verified ? 'warn' : missing_since === null ? 'ok' : 'bad'}>{state}</Badge>
        <span className="flex-1" />
        {can('sso:update') && <DomainActions id={id} domain={domain} />}
      </div>
      {(!verified || missing_since !== null) && (
        <>
          <p>{words.record}</p>
          <CodeBlock code={txt_record} />
        </>
      )}
      {checked_at !== null && (
        <p className="text-soft text-xs">
          {words.checked} <Time iso={checked_at} />
        </p>
      )}
    </section>
  );
}

function DomainActions({ id, domain }: { id: string; domain: string }) {
  const api = useApi();
  const [asked, setAsked] = useState(false);
  const params = { path: { id } };
  const check = useChange({
    change: async () => (await api.auth.POST('/v1/sso/domains/{id}/verify', { params })).data,
    stale: [DOMAINS],
    done: (found) =>
      found?.verified === true && found.missing_since === null ? toast(words.found) : toast(words.notFound, 'bad'),
  });
  const remove = useChange({
    change: () => api.auth.DELETE('/v1/sso/domains/{id}', { params }),
    stale: [DOMAINS],
    said: words.removed,
    done: () => setAsked(false),
  });
  return (
    <>
      <Button size="small" busy={check.isPending} onClick={() => check.mutate()}>
        {words.check}
      </Button>
      <Button size="small" look="quiet" onClick={() => setAsked(true)}>
        {words.remove}
      </Button>
      <Confirm
        open={asked}
        onOpenChange={setAsked}
        title={words.removeTitle(domain)}
        action={words.remove}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {words.removeHint}
      </Confirm>
    </>
  );
}
