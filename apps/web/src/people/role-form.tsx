'use client';

import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { useApi } from '../api/api-context';
import type { components } from '../api/generated/auth';
import type { McpScope } from '../keys/key-queries';
import { ScopePicker } from '../keys/scope-picker';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Field } from '../ui/field';
import { FormError } from '../ui/form-error';
import { Input } from '../ui/input';
import { bySchema, showRefusal } from '../ui/by-schema';
import { ROLE_PATHS, type Role } from './people-queries';
import { PermissionPicker } from './permission-picker';
import { roleName } from './role-names';

const words = texts.people.roleEditor;

type Body = components['schemas']['CreateRoleInput'];
interface Values {
  name: string;
  description: string;
  grants: Role['grants'];
  mcp: McpScope[];
}

/** Makes a role, or changes `role`; `from` is what it begins with. */
export function RoleForm({ role, from }: { role: Role | null; from: Role | null }) {
  const api = useApi();
  const router = useRouter();
  const name = role?.name ?? (from === null ? '' : words.copyOf(roleName(from.name)));
  const form = useForm<Values, unknown, Body>({
    defaultValues: { name, description: from?.description ?? '', grants: from?.grants ?? [], mcp: from?.mcp ?? [] },
    resolver: bySchema(
      async () => (await import('./schemas')).CreateRole,
      (values): Body => values,
    ),
  });
  const save = useChange({
    change: async (body: Body) => {
      if (role?.id == null) return (await api.auth.POST('/v1/roles', { body })).data;
      return (await api.auth.PATCH('/v1/roles/{id}', { params: { path: { id: role.id } }, body })).data;
    },
    stale: ROLE_PATHS,
    said: role === null ? words.created : words.saved,
    done: (saved) => role === null && saved?.id != null && router.push(`/people/roles/${saved.id}`),
    failed: (error) => showRefusal(form, error) || true,
  });
  const { errors } = form.formState;
  return (
    <form
      noValidate
      className="grid max-w-4xl gap-3"
      onSubmit={(event) => void form.handleSubmit((body) => save.mutate(body))(event)}
    >
      <Card>
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <Field label={words.name} error={errors.name?.message} required>
            {(control) => <Input {...control} {...form.register('name')} maxLength={100} />}
          </Field>
          <Field label={words.description} error={errors.description?.message}>
            {(control) => <Input {...control} {...form.register('description')} maxLength={1000} />}
          </Field>
        </div>
      </Card>
      <Card title={words.grants}>
        <PermissionPicker value={form.watch('grants')} onChange={(grants) => form.setValue('grants', grants)} />
      </Card>
      <Card title={words.mcp}>
        <div className="grid gap-3">
          <p className="text-soft">{words.mcpHint}</p>
          <ScopePicker
            value={form.watch('mcp')}
            onChange={(mcp) => form.setValue('mcp', mcp)}
            error={errors.mcp?.message}
          />
        </div>
      </Card>
      <FormError error={save.error} />
      <Button type="submit" look="primary" busy={save.isPending} className="justify-self-start">
        {role === null ? words.create : texts.forms.save}
      </Button>
    </form>
  );
}
