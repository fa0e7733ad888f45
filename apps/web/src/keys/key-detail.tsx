'use client';

import { useQuery } from '@tanstack/react-query';
import { Activity, Ban, RotateCw } from 'lucide-react';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { useDirectory } from '../people/directory';
import { useSession } from '../session/session-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { BackLink } from '../ui/back-link';
import { Badge } from '../ui/badge';
import { Button, buttonClass } from '../ui/button';
import { Card, Facts } from '../ui/card';
import { CopyButton } from '../ui/copy-button';
import { ErrorState } from '../ui/error-state';
import { Time } from '../ui/figures';
import { PageHead, SkeletonRows } from '../ui/states';
import { KeyScopes } from './key-scopes';
import { KeyStatus } from './key-parts';
import { keyOfId, type ApiKey } from './key-queries';
import { KeyUseCard } from './key-use';
import { ownerOf } from './keys-page';
import { RevokeKey } from './revoke-key';
import { RotateKey } from './rotate-key';

const words = texts.keys;

export function KeyDetail({ id }: { id: string }) {
  const api = useApi();
  const url = useUrlState();
  const { data: key, error, refetch } = useQuery(keyOfId(api, id));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (key === undefined) return <SkeletonRows />;
  const close = (): void => url.set({ do: null });
  const asked = url.get('do');
  return (
    <>
      <PageHead
        above={<BackLink href="/keys">{words.back}</BackLink>}
        title={
          <span className="inline-flex flex-wrap items-center gap-2">
            {key.name} <KeyStatus status={key.status} />
          </span>
        }
        actions={<KeyActions apiKey={key} />}
      />
      <div className="grid min-w-0 gap-3 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="grid min-w-0 content-start gap-3">
          <KeyUseCard id={id} />
          <Card title={words.detail.scopes}>
            <KeyScopes scopes={key.scopes} />
          </Card>
        </div>
        <KeyFacts apiKey={key} />
      </div>
      {asked === 'rotate' && <RotateKey apiKey={key} onClose={close} />}
      {asked === 'revoke' && <RevokeKey apiKey={key} onClose={close} />}
    </>
  );
}

function KeyActions({ apiKey: { id, status } }: { apiKey: ApiKey }) {
  const url = useUrlState();
  const { can } = useSession();
  const works = status === 'active' || status === 'rotating';
  return (
    <>
      {can('traces:read') && (
        <Link href={`/traces?key_id=${id}`} className={buttonClass()}>
          <Activity aria-hidden />
          {words.detail.traces}
        </Link>
      )}
      {status === 'active' && can('api_keys:update') && (
        <Button onClick={() => url.set({ do: 'rotate' })}>
          <RotateCw aria-hidden />
          {words.rotate.action}
        </Button>
      )}
      {works && can('api_keys:delete') && (
        <Button onClick={() => url.set({ do: 'revoke' })} className="text-bad!">
          <Ban aria-hidden />
          {words.revoke.action}
        </Button>
      )}
    </>
  );
}

const code = (text: string) => <code className="font-mono text-xs break-all">{text}</code>;
const time = (iso: string | null, none: string = texts.ui.none) => (iso === null ? none : <Time iso={iso} />);
const link = (id: string) => (
  <Link href={`/keys/${id}`} className="text-accent underline">
    {words.detail.open}
  </Link>
);

function KeyFacts({ apiKey: key }: { apiKey: ApiKey }) {
  const directory = useDirectory();
  const { detail, columns } = words;
  const id = (
    <span className="inline-flex items-center gap-1">
      {code(key.id)}
      <CopyButton text={key.id} />
    </span>
  );
  const rate = key.rate_limit === null ? detail.standardRate : detail.rate(key.rate_limit.rps, key.rate_limit.burst);
  const person = (who: string | null) => (who === null ? texts.ui.none : directory.personName(who));
  return (
    <Card title={detail.details} className="self-start">
      <Facts
        facts={[
          [columns.prefix, code(`${key.key_prefix}…`)],
          [columns.environment, <Badge key="environment">{key.environment}</Badge>],
          [columns.owner, ownerOf(key, directory)],
          [columns.team, key.team_id === null ? texts.ui.none : directory.teamName(key.team_id)],
          [detail.agent, key.agent_name ?? texts.ui.none],
          [columns.used, time(key.last_used_at, words.neverUsed)],
          [columns.expires, time(key.expires_at, texts.forms.never)],
          [
            detail.addresses,
            key.allowed_addresses.length === 0 ? detail.anyAddress : code(key.allowed_addresses.join(' ')),
          ],
          [detail.limit, rate],
          [detail.created, time(key.created_at)],
          [detail.createdBy, person(key.created_by)],
          ...(key.revoked_at === null ? [] : [[detail.revokedAt, time(key.revoked_at)] as const]),
          ...(key.overlap_ends_at === null ? [] : [[detail.overlapEnds, time(key.overlap_ends_at)] as const]),
          ...(key.replaced_by === null ? [] : [[detail.successor, link(key.replaced_by)] as const]),
          ...(key.rotated_from === null ? [] : [[detail.predecessor, link(key.rotated_from)] as const]),
          [detail.id, id],
        ]}
      />
    </Card>
  );
}
