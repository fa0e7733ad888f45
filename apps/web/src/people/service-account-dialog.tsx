'use client';

import { useForm } from 'react-hook-form';
import { useApi } from '../api/api-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Choice } from '../ui/choice';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { Input } from '../ui/input';
import { bySchema, showRefusal } from '../ui/by-schema';
import { useDirectory } from './directory';
import type { OrganizationRole, ServiceAccount } from './people-queries';
import { ROLE_OPTIONS } from './role-names';

const words = texts.people.accounts;

interface Values {
  name: string;
  description: string;
  role: OrganizationRole;
  team_id: string | null;
}

/** Makes a service account, or changes one; its team stays what it is. */
export function ServiceAccountDialog({ account, onClose }: { account: ServiceAccount | null; onClose: () => void }) {
  const api = useApi();
  const { teams } = useDirectory();
  const form = useForm<Values, unknown, Values>({
    defaultValues: {
      name: account?.name ?? '',
      description: account?.description ?? '',
      role: account?.role ?? 'org_member',
      team_id: '',
    },
    resolver: bySchema(
      async () => (await import('./schemas'))[account === null ? 'CreateServiceAccount' : 'UpdateServiceAccount'],
      ({ team_id, ...rest }) => (account === null ? { ...rest, team_id: team_id || null } : (rest as Values)),
    ),
  });
  const save = useChange<Values>({
    change: (body) =>
      account === null
        ? api.auth.POST('/v1/service-accounts', { body })
        : api.auth.PATCH('/v1/service-accounts/{id}', { params: { path: { id: account.id } }, body }),
    stale: ['/v1/service-accounts'],
    said: account === null ? words.created : words.saved,
    done: onClose,
    failed: (error) => showRefusal(form, error) || true,
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      title={account === null ? words.create : words.edit}
      action={account === null ? texts.forms.create : texts.forms.save}
      busy={save.isPending}
      error={save.error}
      onSubmit={(event) => void form.handleSubmit((body) => save.mutate(body))(event)}
      onClose={onClose}
    >
      <Field label={words.name} error={errors.name?.message} required>
        {(control) => <Input {...control} {...form.register('name')} maxLength={255} />}
      </Field>
      <Field label={words.description} error={errors.description?.message}>
        {(control) => <Input {...control} {...form.register('description')} maxLength={1000} />}
      </Field>
      <Choice label={words.role} options={ROLE_OPTIONS} {...form.register('role')} />
      {account === null && teams.length > 0 && (
        <Choice
          label={words.team}
          options={[['', words.noTeam], ...teams.map((team) => [team.id, team.name] as const)]}
          {...form.register('team_id')}
        />
      )}
    </FormDialog>
  );
}
