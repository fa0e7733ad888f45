'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useForm, type UseFormReturn } from 'react-hook-form';
import { useApi } from '../api/api-context';
import type { components } from '../api/generated/auth';
import { environmentList, inOrder } from '../environments/environment-queries';
import { useDirectory } from '../people/directory';
import { projects } from '../people/directory-queries';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Field } from '../ui/field';
import { FormError } from '../ui/form-error';
import { Input, Select, TextArea } from '../ui/input';
import { bySchema, showRefusal } from '../ui/by-schema';
import { IssuedKey } from './issued-key';
import { KEYS, type IssuedApiKey, type McpScope } from './key-queries';
import { ScopePicker } from './scope-picker';

const words = texts.keys.form;
const DAY_MS = 86_400_000;

type Body = components['schemas']['CreateApiKeyInput'];
interface Values {
  name: string;
  environment: string;
  agent_name: string;
  expires_at: string;
  owner: keyof typeof words.ownerKinds;
  user_id: string;
  service_account_id: string;
  team_id: string;
  project_id: string;
  scopes: McpScope[];
  allowed_addresses: string;
}
type Form = UseFormReturn<Values, unknown, Body>;

const EMPTY: Values = {
  name: '', environment: 'prod', agent_name: '', expires_at: '90', owner: 'me', user_id: '', service_account_id: '',
  team_id: '', project_id: '', scopes: [{ server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] }], allowed_addresses: '',
}; // prettier-ignore

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is sent, of what was entered. `me` is the person who is signed in. */
function bodyOf(values: Values, me: string): Body {
  const owners = { me, person: values.user_id, account: null, none: null };
  return {
    name: values.name,
    environment: values.environment,
    agent_name: orNull(values.agent_name),
    expires_at:
      values.expires_at === '' ? null : new Date(Date.now() + Number(values.expires_at) * DAY_MS).toISOString(),
    user_id: owners[values.owner],
    service_account_id: values.owner === 'account' ? values.service_account_id : null,
    team_id: orNull(values.team_id),
    project_id: orNull(values.project_id),
    scopes: { mcp: values.scopes, permissions: [] },
    allowed_addresses: values.allowed_addresses.split(/[\s,]+/).filter((part) => part !== ''),
  };
}

export function KeyForm() {
  const api = useApi();
  const router = useRouter();
  const { user } = useSession();
  const [issued, setIssued] = useState<IssuedApiKey | null>(null);
  const form: Form = useForm<Values, unknown, Body>({
    defaultValues: EMPTY,
    resolver: bySchema(
      async () => (await import('../people/schemas')).CreateApiKey,
      (values) => bodyOf(values, user.id),
    ),
  });
  const create = useChange({
    change: async (body: Body) => (await api.auth.POST(KEYS, { body })).data,
    stale: [KEYS],
    done: (key) => key !== undefined && setIssued(key),
    failed: (error) => showRefusal(form, error) || true,
  });
  const { errors } = form.formState;
  return (
    <form
      noValidate
      onSubmit={(event) => void form.handleSubmit((body) => create.mutate(body))(event)}
      className="grid max-w-3xl gap-3"
    >
      <Card title={words.basics}>
        <Basics form={form} />
      </Card>
      <Card title={words.owner}>
        <Owner form={form} />
      </Card>
      <Card title={words.scopes}>
        <ScopePicker
          value={form.watch('scopes')}
          onChange={(scopes) => form.setValue('scopes', scopes, { shouldDirty: true })}
          error={errors.scopes?.message}
        />
      </Card>
      <Card title={words.limits}>
        <Field label={words.addresses} hint={words.addressesHint} error={errors.allowed_addresses?.message}>
          {(control) => <TextArea {...control} {...form.register('allowed_addresses')} className="font-mono" />}
        </Field>
      </Card>
      {create.error !== null && <FormError error={create.error} />}
      <Button type="submit" look="primary" busy={create.isPending} className="justify-self-start">
        {words.submit}
      </Button>
      {issued !== null && <IssuedKey secret={issued.key} onClose={() => router.push(`/keys/${issued.id}`)} />}
    </form>
  );
}

function Basics({ form: { register, formState, getValues, setValue } }: { form: Form }) {
  const { errors } = formState;
  const { data } = useQuery(environmentList(useApi()));
  const environments = inOrder(data?.items ?? []);
  useEffect(() => {
    if (data === undefined || data.items.some(({ name }) => name === getValues('environment'))) return;
    setValue('environment', inOrder(data.items)[0]?.name ?? '');
  }, [data, getValues, setValue]);
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <Field label={words.name} hint={words.nameHint} error={errors.name?.message} required>
        {(control) => <Input {...control} {...register('name')} autoFocus maxLength={255} />}
      </Field>
      <Field label={words.environment} hint={words.environmentHint} error={errors.environment?.message} required>
        {(control) => (
          <Select {...control} {...register('environment')}>
            {environments.map(({ name, description, is_production }) => (
              <option key={name} value={name}>
                {words.environmentOption(name, is_production, description)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={words.expiry} error={errors.expires_at?.message}>
        {(control) => (
          <Select {...control} {...register('expires_at')}>
            {Object.entries(words.expiries).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={words.agent} hint={words.agentHint} error={errors.agent_name?.message}>
        {(control) => <Input {...control} {...register('agent_name')} maxLength={255} />}
      </Field>
    </div>
  );
}

function Owner({ form }: { form: Form }) {
  const api = useApi();
  const { can } = useSession();
  const { people, teams, serviceAccounts } = useDirectory();
  const projectList = useQuery({ ...projects(api), enabled: can('projects:read') });
  const team = form.watch('team_id');
  const owner = form.watch('owner');
  const inTeam = (projectList.data?.items ?? []).filter(({ team_id }) => team === '' || team_id === team);
  const kinds = Object.entries(words.ownerKinds).map(([id, name]) => ({ id, name }));
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <Choice form={form} field="owner" label={words.owner} items={kinds} hint={words.ownerHint} />
      {owner === 'person' && (
        <Choice form={form} field="user_id" label={words.person} items={people} none={words.choose} />
      )}
      {owner === 'account' && (
        <Choice
          form={form}
          field="service_account_id"
          label={words.account}
          items={serviceAccounts}
          none={words.choose}
        />
      )}
      {teams.length > 0 && <Choice form={form} field="team_id" label={words.team} items={teams} none={words.noTeam} />}
      {inTeam.length > 0 && (
        <Choice form={form} field="project_id" label={words.project} items={inTeam} none={words.noProject} />
      )}
    </div>
  );
}

interface ChoiceProps {
  form: Form;
  field: 'owner' | 'user_id' | 'service_account_id' | 'team_id' | 'project_id';
  label: string;
  items: readonly { id: string; name: string | null; email?: string }[];
  none?: string;
  hint?: string;
}

function Choice({ form, field, label, items, none, hint }: ChoiceProps) {
  const error = form.formState.errors[field]?.message;
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })} error={error}>
      {(control) => (
        <Select {...control} {...form.register(field)}>
          {none !== undefined && <option value="">{none}</option>}
          {items.map(({ id, name, email }) => (
            <option key={id} value={id}>
              {name ?? email}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
