'use client';

import { useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useApi } from '../api/api-context';
import { apiQuery } from '../api/query';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { danger as words } from '../texts/en/danger';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { FormError } from '../ui/form-error';
import { Input } from '../ui/input';
import { SkeletonRows } from '../ui/states';
import { ORGANIZATION, type Organization } from './settings-queries';

/** What ends the organisation. A fresh sign-in leads back to the open dialog. */
export default function DangerZone({ organization }: { organization: Organization }) {
  const url = useUrlState();
  const asked = url.get('delete') === '1';
  return (
    <Card title={<span className="text-bad">{words.title}</span>} className="border-bad!">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0">{words.hint}</p>
        <Button look="danger" onClick={() => url.set({ delete: '1' })}>
          {words.open}
        </Button>
      </div>
      {asked && <DeleteDialog organization={organization} onClose={() => url.set({ delete: null })} />}
    </Card>
  );
}

function DeleteDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const { name } = organization;
  const form = useId();
  const [typed, setTyped] = useState('');
  const remove = useDeletion(organization);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed === name) remove.mutate();
  };
  const footer = (
    <>
      <Button onClick={onClose}>{texts.ui.cancel}</Button>
      <Button look="danger" type="submit" form={form} busy={remove.isPending} disabled={typed !== name}>
        {words.submit}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={words.dialogTitle(name)} description={words.lead} footer={footer}>
      <form id={form} noValidate onSubmit={submit} className="grid gap-3">
        <Lost id={organization.id} />
        <Field label={words.typeName(name)}>
          {(control) => (
            <Input
              {...control}
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <FormError error={remove.error} />
      </form>
    </Dialog>
  );
}

/** Goes on where the person belongs besides; else the next page says that they belong to none. */
function useDeletion({ id, name }: Organization) {
  const api = useApi();
  const { organizations } = useSession();
  const next = organizations.find((other) => other.id !== id);
  return useChange({
    change: async () => {
      await api.auth.DELETE(ORGANIZATION, { params: { path: { id } }, body: { name } });
      if (next === undefined) return;
      const choice = api.auth.PUT('/v1/auth/session/organization', { body: { organization_id: next.id } });
      // It is deleted: whatever else fails, the next page asks where to go on.
      await choice.catch(() => undefined);
    },
    stale: [],
    done: () => window.location.assign('/'),
    returnTo: () => '/settings?delete=1',
    failed: () => true,
  });
}

const COUNTED = ['members', 'active_api_keys', 'mcp_servers', 'teams', 'projects', 'service_accounts'] as const;

function Lost({ id }: { id: string }) {
  const contents = apiQuery(useApi().auth, '/v1/orgs/{id}/contents', { params: { path: { id } } });
  const { data, error } = useQuery({ ...contents, staleTime: 0 });
  if (data === undefined && error === null) return <SkeletonRows count={3} />;
  return (
    <div className="grid gap-1">
      <h3 className="font-medium">{words.lost}</h3>
      <ul className="ml-5 list-disc">
        {data !== undefined &&
          COUNTED.filter((what) => data[what] > 0).map((what) => (
            <li key={what}>{words.contents[what](data[what])}</li>
          ))}
        <li>{words.rest}</li>
      </ul>
      <p className="text-soft">{words.kept}</p>
    </div>
  );
}
