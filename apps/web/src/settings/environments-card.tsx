'use client';

import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { environmentList, ENVIRONMENTS, inOrder, type Environment } from '../environments/environment-queries';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { environments as words } from '../texts/en/environments';
import { Badge } from '../ui/badge';
import { Button, IconButton } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { ErrorState } from '../ui/error-state';
import { FormError } from '../ui/form-error';
import { SkeletonRows } from '../ui/states';

/** The form is loaded when it is opened. */
const EnvironmentDialog = dynamic(async () => (await import('./environment-dialog')).EnvironmentDialog, { ssr: false });

type Asked = { what: 'add' } | { what: 'edit' | 'remove'; environment: Environment } | null;

/** Where keys of the organisation are used. */
export function EnvironmentsCard() {
  const { can } = useSession();
  const [asked, setAsked] = useState<Asked>(null);
  const { data, error, refetch } = useQuery(environmentList(useApi()));
  const may = can('organization:update');
  const close = (): void => setAsked(null);
  return (
    <Card
      title={words.title}
      actions={
        may && (
          <Button size="small" onClick={() => setAsked({ what: 'add' })}>
            <Plus aria-hidden />
            {words.add}
          </Button>
        )
      }
    >
      <p className="text-soft">{words.hint}</p>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonRows count={3} />}
      <ul className="mt-2">
        {inOrder(data?.items ?? []).map((environment) => (
          <Row key={environment.id} environment={environment} onAsk={may ? setAsked : null} />
        ))}
      </ul>
      {asked?.what === 'add' && <EnvironmentDialog environment={null} onClose={close} />}
      {asked?.what === 'edit' && <EnvironmentDialog environment={asked.environment} onClose={close} />}
      {asked?.what === 'remove' && <Remove environment={asked.environment} onClose={close} />}
    </Card>
  );
}

function Row({ environment, onAsk }: { environment: Environment; onAsk: ((asked: Asked) => void) | null }) {
  const { name, description, is_production } = environment;
  return (
    <li className="border-line flex min-h-11 items-center gap-2 border-b py-1 last:border-b-0">
      <code className="font-mono">{name}</code>
      {is_production && <Badge tone="accent">{words.production}</Badge>}
      <span className="text-soft min-w-0 flex-1 truncate">{description}</span>
      {onAsk !== null && (
        <span className="flex">
          <IconButton
            label={words.edit(name)}
            icon={<Pencil aria-hidden />}
            size="small"
            onClick={() => onAsk({ what: 'edit', environment })}
          />
          <IconButton
            label={words.remove(name)}
            icon={<Trash2 aria-hidden />}
            size="small"
            onClick={() => onAsk({ what: 'remove', environment })}
          />
        </span>
      )}
    </li>
  );
}

function Remove({ environment: { id, name }, onClose }: { environment: Environment; onClose: () => void }) {
  const api = useApi();
  const remove = useChange({
    change: () => api.auth.DELETE('/v1/environments/{id}', { params: { path: { id } } }),
    stale: [ENVIRONMENTS],
    said: words.removed,
    done: onClose,
    failed: () => true,
  });
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={words.dialogs.remove(name)}
      action={words.removeAction}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      <div className="grid gap-3">
        <p>{words.removeHint}</p>
        <FormError error={remove.error} />
      </div>
    </Confirm>
  );
}
