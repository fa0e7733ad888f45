'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useFieldArray, useForm, type UseFormReturn } from 'react-hook-form';
import { useApi } from '../api/api-context';
import { useDirectory } from '../people/directory';
import type { OrganizationRole } from '../people/people-queries';
import { ROLE_OPTIONS } from '../people/role-names';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Button, IconButton } from '../ui/button';
import { Choice } from '../ui/choice';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { Input } from '../ui/input';
import { bySchema } from '../ui/by-schema';
import { CONNECTIONS, type SsoConnection } from './sso-queries';

const words = texts.sso.mappings;

interface Values {
  group_mappings: { group: string; role: string; team_id: string }[];
}
interface Body {
  group_mappings: { group: string; role: OrganizationRole | null; team_id: string | null }[];
}

const bodyOf = ({ group_mappings }: Values): Body => ({
  group_mappings: group_mappings.map(({ group, role, team_id }) => ({
    group: group.trim(),
    role: (role || null) as OrganizationRole | null,
    team_id: team_id || null,
  })),
});

/** What belonging to a group of the provider gives. */
export function GroupMappings({ connection, onClose }: { connection: SsoConnection; onClose: () => void }) {
  const api = useApi();
  const shown = connection.group_mappings.map(({ group, role, team_id }) => ({
    group,
    role: role ?? '',
    team_id: team_id ?? '',
  }));
  const form = useForm<Values, unknown, Body>({
    defaultValues: { group_mappings: shown },
    resolver: bySchema(async () => (await import('../people/schemas')).UpdateSsoConnection, bodyOf),
  });
  const rows = useFieldArray({ control: form.control, name: 'group_mappings' });
  const params = { path: { id: connection.id } };
  const save = useChange({
    change: (body: Body) => api.auth.PATCH('/v1/sso/connections/{id}', { params, body }),
    stale: [CONNECTIONS],
    said: texts.sso.connections.saved,
    done: onClose,
    failed: () => true,
  });
  const refused = form.formState.errors.group_mappings;
  return (
    <FormDialog
      title={words.title}
      description={words.hint}
      action={texts.forms.save}
      busy={save.isPending}
      error={save.error}
      onSubmit={(event) => void form.handleSubmit((body) => save.mutate(body))(event)}
      onClose={onClose}
      wide
    >
      {rows.fields.length === 0 && <p className="text-soft">{words.none}</p>}
      <MappingRows form={form} ids={rows.fields.map(({ id }) => id)} onRemove={rows.remove} />
      {refused?.message !== undefined && (
        <p role="alert" className="text-bad text-xs">
          {refused.message}
        </p>
      )}
      <Button className="justify-self-start" onClick={() => rows.append({ group: '', role: '', team_id: '' })}>
        <Plus aria-hidden />
        {words.add}
      </Button>
    </FormDialog>
  );
}

interface RowsProps {
  form: UseFormReturn<Values, unknown, Body>;
  ids: readonly string[];
  onRemove: (index: number) => void;
}

function MappingRows({ form, ids, onRemove }: RowsProps) {
  const { teams } = useDirectory();
  return (
    <>
      {ids.map((id, index) => (
        <div key={id} className="grid items-end gap-2 sm:grid-cols-[2fr_1fr_1fr_auto]">
          <Field label={words.group}>
            {(control) => <Input {...control} {...form.register(`group_mappings.${index}.group`)} maxLength={255} />}
          </Field>
          <Choice
            label={words.role}
            options={[['', words.noRole], ...ROLE_OPTIONS]}
            {...form.register(`group_mappings.${index}.role`)}
          />
          <Choice
            label={words.team}
            options={[['', words.noTeam], ...teams.map((team) => [team.id, team.name] as const)]}
            {...form.register(`group_mappings.${index}.team_id`)}
          />
          <IconButton label={words.remove} icon={<Trash2 aria-hidden />} onClick={() => onRemove(index)} />
        </div>
      ))}
    </>
  );
}
