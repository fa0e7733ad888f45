'use client';

import { useMutation } from '@tanstack/react-query';
import { useForm, useWatch, type FieldValues } from 'react-hook-form';
import { useApi } from '../api/api-context';
import type { components } from '../api/generated/auth';
import { useReauthentication } from '../session/session-context';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Field } from '../ui/field';
import { toast, toastError } from '../ui/toasts';
import { CredentialFields } from './credential-fields';
import { checkedBy, showDetails } from './form-body';
import { ChoiceField, LinesField, optionalLabel, readPairs, TextField, type Form } from './form-fields';
import type { McpServer } from './server-queries';

const words = texts.servers.form;
type NewServer = components['schemas']['CreateMcpServerInput'];
const resolver = checkedBy('create');

/** The form of a new server, or of one that was saved switched off and did not work: then it is changed. */
export default function ServerForm({
  start,
  draft,
  onSaved,
}: {
  start: FieldValues;
  draft: McpServer | null;
  onSaved: (server: McpServer, entered: FieldValues) => void;
}) {
  const api = useApi();
  const confirmed = useReauthentication();
  const form: Form = useForm<FieldValues>({ defaultValues: start, shouldUnregister: true, resolver });
  const save = useMutation({
    mutationFn: async (body: NewServer) => {
      const whole = { ...body, enabled: false };
      if (draft === null) return (await api.auth.POST('/v1/mcp-servers', { body: whole })).data;
      const path = { id: draft.id };
      return (await api.auth.PATCH('/v1/mcp-servers/{id}', { params: { path }, body: whole })).data;
    },
    onSuccess: (server) => server !== undefined && onSaved(server, form.getValues()),
    onError: (error) => {
      if (confirmed(error)) return;
      if (!showDetails(form, error)) toastError(error);
    },
  });
  const submit = form.handleSubmit(
    (body) => save.mutateAsync(body as NewServer).catch(() => undefined),
    () => toast(texts.servers.form.title, 'bad'),
  );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid max-w-2xl gap-3">
      <Card>
        <div className="grid gap-3">
          <TextField form={form} name="name" label={words.name} hint={words.nameHint} required />
          <TransportFields form={form} />
        </div>
      </Card>
      <Credential form={form} />
      <Button type="submit" look="primary" busy={save.isPending} className="justify-self-start">
        {words.submit}
      </Button>
    </form>
  );
}

type TransportKind = McpServer['transport']['type'];
const useTransportKind = (form: Form): TransportKind =>
  (useWatch({ control: form.control, name: 'transport.type' }) as TransportKind | undefined) ?? 'streamable-http';

function Credential({ form }: { form: Form }) {
  const transport = useTransportKind(form);
  return (
    <Card title={words.credential}>
      <CredentialFields key={transport} form={form} transport={transport} />
    </Card>
  );
}

function TransportFields({ form }: { form: Form }) {
  const kind = useTransportKind(form);
  return (
    <>
      <ChoiceField form={form} name="transport.type" label={words.kind} options={words.kinds} />
      {kind === 'streamable-http' && (
        <TextField form={form} name="transport.url" type="url" label={words.url} hint={words.urlHint} required />
      )}
      {kind === 'stdio' && (
        <>
          <TextField form={form} name="transport.catalog_entry" label={words.entry} hint={words.entryHint} required />
          <LinesField
            form={form}
            name="transport.arguments"
            label={optionalLabel(words.arguments)}
            hint={words.argumentsHint}
            read={readPairs}
          />
        </>
      )}
      {kind === 'openapi' && <DocumentFields form={form} />}
    </>
  );
}

function DocumentFields({ form }: { form: Form }) {
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const { OPENAPI_DOCUMENT_BYTES_MAX } = await import('./schemas');
    if (file.size > OPENAPI_DOCUMENT_BYTES_MAX) form.setError('transport.document', { message: words.documentHint });
    else form.setValue('transport.document', await file.text(), { shouldDirty: true });
  };
  return (
    <>
      <Field label={words.documentFile}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".json,application/json"
            onChange={(event) => void take(event.target.files?.[0])}
            className="text-soft max-w-full text-xs"
          />
        )}
      </Field>
      <LinesField
        form={form}
        name="transport.document"
        label={words.document}
        hint={words.documentHint}
        rows={8}
        required
      />
      <TextField
        form={form}
        name="transport.base_url"
        type="url"
        label={optionalLabel(words.baseUrl)}
        hint={words.baseUrlHint}
      />
    </>
  );
}
