'use client';

import { useForm, type UseFormReturn } from 'react-hook-form';
import { useApi } from '../api/api-context';
import type { components } from '../api/generated/auth';
import { ROLE_OPTIONS } from '../people/role-names';
import type { OrganizationRole } from '../people/people-queries';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Choice } from '../ui/choice';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { Input, TextArea } from '../ui/input';
import { bySchema } from '../ui/by-schema';
import { CONNECTIONS, type SsoConnection } from './sso-queries';

const words = texts.sso.form;

type Body = components['schemas']['CreateSsoConnectionInput'];
type Preset = SsoConnection['preset'];
interface Values {
  name: string;
  preset: Preset;
  type: 'oidc' | 'saml';
  issuer: string;
  client_id: string;
  client_secret: string;
  metadata_url: string;
  metadata_xml: string;
  signed: boolean;
  idp_initiated: boolean;
  default_role: OrganizationRole;
}
type Form = UseFormReturn<Values, unknown, Body>;

function valuesOf(connection: SsoConnection | null): Values {
  const provider = connection?.provider;
  const oidc = provider?.type === 'oidc' ? provider : null;
  const saml = provider?.type === 'saml' ? provider : null;
  return {
    name: connection?.name ?? '',
    preset: connection?.preset ?? 'okta',
    type: provider?.type ?? 'oidc',
    issuer: oidc?.issuer ?? '',
    client_id: oidc?.client_id ?? '',
    client_secret: '',
    metadata_url: saml?.metadata_url ?? '',
    metadata_xml: '',
    signed: saml?.want_response_signed ?? false,
    idp_initiated: saml?.allow_idp_initiated ?? false,
    default_role: connection?.default_role ?? 'org_member',
  };
}

const given = (name: string, text: string): object => (text.trim() === '' ? {} : { [name]: text.trim() });

function bodyOf(values: Values, isNew: boolean): Body {
  const saml = { ...given('metadata_url', values.metadata_url), ...given('metadata_xml', values.metadata_xml) };
  const provider =
    values.type === 'oidc'
      ? { type: 'oidc', issuer: values.issuer.trim(), client_id: values.client_id.trim(), ...given('client_secret', values.client_secret) }
      : { type: 'saml', ...saml, want_response_signed: values.signed, allow_idp_initiated: values.idp_initiated }; // prettier-ignore
  const keeps = !isNew && values.type === 'saml' && Object.keys(saml).length === 0;
  return {
    name: values.name,
    ...(isNew ? { preset: values.preset } : {}),
    ...(keeps ? {} : { provider }),
    default_role: values.default_role,
  } as Body;
}

/** Connects a provider, or changes one; its protocol stays what it is. */
export function SsoForm({ connection, onClose }: { connection: SsoConnection | null; onClose: () => void }) {
  const api = useApi();
  const isNew = connection === null;
  const form: Form = useForm<Values, unknown, Body>({
    defaultValues: valuesOf(connection),
    resolver: bySchema(
      async () => (await import('../people/schemas'))[isNew ? 'CreateSsoConnection' : 'UpdateSsoConnection'],
      (values) => bodyOf(values, isNew),
    ),
  });
  const save = useChange<Body>({
    change: (body) =>
      isNew
        ? api.auth.POST(CONNECTIONS, { body })
        : api.auth.PATCH('/v1/sso/connections/{id}', { params: { path: { id: connection.id } }, body }),
    stale: [CONNECTIONS],
    said: isNew ? texts.sso.connections.added : texts.sso.connections.saved,
    done: onClose,
    failed: () => true,
  });
  const { register, watch, formState } = form;
  const errors = formState.errors as Readonly<Record<string, { message?: string }>>;
  return (
    <FormDialog
      title={isNew ? words.addTitle : words.editTitle}
      action={isNew ? words.addTitle : texts.forms.save}
      busy={save.isPending}
      error={save.error}
      onSubmit={(event) => void form.handleSubmit((body) => save.mutate(body))(event)}
      onClose={onClose}
      wide
    >
      <Field label={words.name} error={errors['name']?.message} required>
        {(control) => <Input {...control} {...register('name')} maxLength={255} />}
      </Field>
      {isNew && (
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <Choice
            label={words.preset}
            hint={words.presetHint}
            options={Object.entries(words.presets)}
            {...register('preset')}
          />
          <Choice label={words.type} options={Object.entries(words.types)} {...register('type')} />
        </div>
      )}
      {watch('type') === 'oidc' ? <Oidc form={form} isNew={isNew} /> : <Saml form={form} isNew={isNew} />}
      {errors['provider']?.message !== undefined && (
        <p role="alert" className="text-bad text-xs">
          {errors['provider'].message}
        </p>
      )}
      <Choice label={words.role} hint={words.roleHint} options={ROLE_OPTIONS} {...register('default_role')} />
    </FormDialog>
  );
}

function Oidc({ form: { register, watch }, isNew }: { form: Form; isNew: boolean }) {
  return (
    <>
      <Field label={words.issuer} hint={words.issuerHints[watch('preset')]} required>
        {(control) => <Input {...control} {...register('issuer')} type="url" />}
      </Field>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field label={words.clientId} required>
          {(control) => <Input {...control} {...register('client_id')} autoComplete="off" />}
        </Field>
        <Field label={words.clientSecret} {...(isNew ? {} : { hint: words.secretKept })}>
          {(control) => <Input {...control} {...register('client_secret')} type="password" autoComplete="off" />}
        </Field>
      </div>
    </>
  );
}

function Saml({ form: { register }, isNew }: { form: Form; isNew: boolean }) {
  return (
    <>
      <Field label={words.metadataUrl} hint={isNew ? words.metadataHint : words.keepProvider}>
        {(control) => <Input {...control} {...register('metadata_url')} type="url" />}
      </Field>
      <Field label={words.metadataXml}>
        {(control) => <TextArea {...control} {...register('metadata_xml')} className="font-mono" />}
      </Field>
      <label className="inline-flex items-center gap-2">
        <input type="checkbox" {...register('signed')} />
        {words.signed}
      </label>
      <label className="inline-flex items-center gap-2">
        <input type="checkbox" {...register('idp_initiated')} />
        {words.idpInitiated}
      </label>
    </>
  );
}
