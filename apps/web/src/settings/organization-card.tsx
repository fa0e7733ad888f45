'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Card, Facts } from '../ui/card';
import { CopyButton } from '../ui/copy-button';
import { Field } from '../ui/field';
import { FormError } from '../ui/form-error';
import { Input } from '../ui/input';
import { ORGANIZATION, type Organization } from './settings-queries';

const words = texts.settings.organization;

export function OrganizationCard({ organization }: { organization: Organization }) {
  const { id, name } = organization;
  const api = useApi();
  const router = useRouter();
  const { can } = useSession();
  const [entered, setEntered] = useState(name);
  const [missing, setMissing] = useState(false);
  const save = useChange({
    change: () => api.auth.PATCH(ORGANIZATION, { params: { path: { id } }, body: { name: entered.trim() } }),
    stale: [ORGANIZATION],
    said: words.saved,
    // The bar at the top has the name from the session.
    done: () => router.refresh(),
    failed: () => true,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setMissing(entered.trim() === '');
    if (entered.trim() !== '') save.mutate();
  };
  return (
    <Card title={words.title}>
      <form noValidate className="grid gap-3" onSubmit={submit}>
        <Field label={words.name} error={missing ? texts.forms.missing : undefined}>
          {(control) => (
            <Input
              {...control}
              value={entered}
              maxLength={255}
              disabled={!can('organization:update')}
              onChange={(event) => setEntered(event.target.value)}
            />
          )}
        </Field>
        <OrganizationFacts organization={organization} />
        <FormError error={save.error} />
        {can('organization:update') && (
          <Button
            type="submit"
            look="primary"
            busy={save.isPending}
            disabled={entered.trim() === name}
            className="justify-self-start"
          >
            {texts.forms.save}
          </Button>
        )}
      </form>
    </Card>
  );
}

function OrganizationFacts({ organization: { id, slug, plan } }: { organization: Organization }) {
  return (
    <Facts
      facts={[
        [
          words.slug,
          <code key="s" className="font-mono text-xs">
            {slug}
          </code>,
        ],
        [words.plan, plan],
        [
          words.id,
          <span key="i" className="inline-flex items-center gap-1">
            <code className="font-mono text-xs break-all">{id}</code>
            <CopyButton text={id} />
          </span>,
        ],
      ]}
    />
  );
}
