'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { ErrorState } from '../ui/error-state';
import { Switch } from '../ui/input';
import { PageHead, SkeletonRows } from '../ui/states';
import { securityOf } from './people-queries';

const words = texts.people.security;

export function SecurityPage() {
  const api = useApi();
  const url = useUrlState();
  const { can, organization_id } = useSession();
  const id = organization_id ?? '';
  const { data, error, refetch } = useQuery(securityOf(api, id));
  const change = useChange({
    change: (mfa_required: boolean) =>
      api.auth.PATCH('/v1/orgs/{id}/security', { params: { path: { id } }, body: { mfa_required } }),
    stale: ['/v1/orgs/{id}/security'],
    said: data?.mfa_required === true ? words.off : words.on,
    done: () => url.set({ require: null }),
    returnTo: (on) => (on ? '/people/security?require=1' : '/people/security'),
  });
  const set = (on: boolean): void => (on ? url.set({ require: '1' }) : change.mutate(false));
  return (
    <>
      <PageHead title={words.title} hint={words.lead} />
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonRows count={2} />}
      {data !== undefined && (
        <Card className="max-w-2xl">
          <div className="flex items-start justify-between gap-4">
            <div>
              <label htmlFor="mfa" className="font-medium">
                {words.mfa}
              </label>
              <p id="mfa-hint" className="text-soft">
                {words.mfaHint}
              </p>
            </div>
            <Switch
              id="mfa"
              aria-describedby="mfa-hint"
              checked={data.mfa_required}
              disabled={!can('organization:update') || change.isPending}
              onCheckedChange={set}
            />
          </div>
          {can('members:update') && (
            <Link href="/people?second_factor=none" className="text-accent mt-3 inline-block underline">
              {words.lacking}
            </Link>
          )}
        </Card>
      )}
      <Confirm
        open={url.get('require') === '1' && data?.mfa_required === false}
        onOpenChange={() => url.set({ require: null })}
        title={words.confirmTitle}
        action={words.confirm}
        busy={change.isPending}
        onConfirm={() => change.mutate(true)}
      >
        {words.confirmHint}
      </Confirm>
    </>
  );
}
