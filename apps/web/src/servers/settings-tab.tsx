'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Controller, useForm, type FieldValues } from 'react-hook-form';
import { useApi } from '../api/api-context';
import type { components } from '../api/generated/auth';
import { useReauthentication, useSession } from '../session/session-context';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Field } from '../ui/field';
import { Switch } from '../ui/input';
import { toast, toastError } from '../ui/toasts';
import { DeleteServer } from './delete-server';
import { checkedBy, showDetails } from './form-body';
import { LinesField, NumberField, readList, TextField, type Form } from './form-fields';
import type { McpServer } from './server-queries';

const words = texts.servers.settings;
type Change = components['schemas']['UpdateMcpServerInput'];
const resolver = checkedBy('update');

export default function SettingsTab({ server }: { server: McpServer }) {
  const { can, whyNot } = useSession();
  const may = can('mcp_servers:update');
  return (
    <div className="grid min-w-0 max-w-2xl gap-3">
      {!may && <p className="text-soft">{whyNot('mcp_servers:update') ?? words.mayNot}</p>}
      <fieldset disabled={!may} className="contents">
        <SettingsForm server={server} />
      </fieldset>
      {can('mcp_servers:delete') && <DeleteServer server={server} />}
    </div>
  );
}

const lines = (value: unknown): string => (Array.isArray(value) ? value.join('\n') : '');

function useSettings(server: McpServer) {
  const api = useApi();
  const queries = useQueryClient();
  const confirmed = useReauthentication();
  const { transport } = server;
  const form: Form = useForm<FieldValues>({
    resolver,
    defaultValues: {
      name: server.name,
      enabled: server.enabled,
      ...(transport.type === 'streamable-http' ? { transport } : {}),
      settings: server.settings,
    },
  });
  const save = useMutation({
    mutationFn: (body: Change) => {
      const params = { path: { id: server.id } };
      return api.auth.PATCH('/v1/mcp-servers/{id}', { params, body: { ...body, version: server.version } });
    },
    onSuccess: () => {
      toast(words.saved);
      return Promise.all([
        queries.invalidateQueries({ queryKey: ['/v1/mcp-servers/{id}'] }),
        queries.invalidateQueries({ queryKey: ['/v1/mcp-servers'] }),
      ]);
    },
    onError: (error) => {
      if (confirmed(error)) return;
      if (!showDetails(form, error)) toastError(error);
    },
  });
  const submit = form.handleSubmit((body) => save.mutateAsync(body as Change).catch(() => undefined));
  return { form, submit, busy: save.isPending };
}

function SettingsForm({ server }: { server: McpServer }) {
  const { form, submit, busy } = useSettings(server);
  const at = (name: keyof McpServer['settings']) => ({ form, name: `settings.${name}`, label: words[name] });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Card title={words.title}>
        <div className="grid gap-3">
          <TextField form={form} name="name" label={words.name} hint={words.nameHint} required />
          <SwitchField form={form} name="enabled" label={words.enabled} hint={words.enabledHint} />
          {server.transport.type === 'streamable-http' && (
            <TextField form={form} name="transport.url" type="url" label={words.url} required />
          )}
          <div className="grid gap-3 sm:grid-cols-2">
            <NumberField {...at('timeout_ms')} />
            <NumberField {...at('connect_timeout_ms')} />
            <NumberField {...at('max_concurrency')} hint={words.max_concurrencyHint} />
            <NumberField {...at('max_retries')} hint={words.max_retriesHint} />
          </div>
          <LinesField {...at('repeatable_tools')} hint={words.repeatable_toolsHint} read={readList} show={lines} />
          <LinesField {...at('forward_headers')} hint={words.forward_headersHint} read={readList} show={lines} />
          <SwitchField {...at('check_arguments')} hint={words.check_argumentsHint} />
          <PrefixField form={form} before={server.settings.prefix} />
          <Button type="submit" look="primary" busy={busy} className="justify-self-start">
            {words.save}
          </Button>
        </div>
      </Card>
    </form>
  );
}

function SwitchField({ form, name, label, hint }: { form: Form; name: string; label: string; hint: string }) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <Field label={label} hint={hint}>
          {(control) => <Switch {...control} checked={field.value === true} onCheckedChange={field.onChange} />}
        </Field>
      )}
    />
  );
}

/** Empty is the service's default, which is null there; where none at all was set, it stays none. */
function PrefixField({ form, before }: { form: Form; before: string | null }) {
  return (
    <TextField
      form={form}
      name="settings.prefix"
      label={words.prefix}
      hint={words.prefixHint}
      empty={before === '' ? '' : null}
    />
  );
}
