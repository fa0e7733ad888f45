'use client';

import { useWatch } from 'react-hook-form';
import { texts } from '../texts';
import { ChoiceField, LinesField, optionalLabel, readPairs, TextField, type Form } from './form-fields';
import type { McpServer } from './server-queries';

const words = texts.servers.form;
type Kind = McpServer['credential']['type'];
type TransportKind = McpServer['transport']['type'];

/** What a transport can carry: an environment is a process's, a certificate and OAuth are a connection's. */
const KINDS: Record<TransportKind, readonly Kind[]> = {
  'streamable-http': ['none', 'bearer', 'header', 'basic', 'mtls', 'oauth_client_credentials', 'oauth_user'],
  stdio: ['none', 'environment'],
  openapi: ['none', 'bearer', 'header', 'basic'],
};

/** What lets the gateway in. Secrets are typed in and never come back. */
export function CredentialFields({ form, transport }: { form: Form; transport: TransportKind }) {
  const { credentials, credentialHints } = texts.servers;
  const chosen = useWatch({ control: form.control, name: 'credential.type' }) as Kind | undefined;
  const kind = chosen ?? 'none';
  const options = Object.fromEntries(KINDS[transport].map((name) => [name, credentials[name]]));
  return (
    <div className="grid gap-3">
      <ChoiceField
        form={form}
        name="credential.type"
        label={words.credential}
        hint={credentialHints[kind]}
        options={options}
      />
      <KindFields key={kind} form={form} kind={kind} />
    </div>
  );
}

function KindFields({ form, kind }: { form: Form; kind: Kind }) {
  const secret = { form, hint: words.secretHint, required: true };
  switch (kind) {
    case 'bearer':
      return <TextField {...secret} name="credential.token" label={words.token} type="password" />;
    case 'header':
      return (
        <>
          <TextField form={form} name="credential.name" label={words.headerName} required placeholder="X-Api-Key" />
          <TextField {...secret} name="credential.value" label={words.headerValue} type="password" />
        </>
      );
    case 'basic':
      return (
        <>
          <TextField form={form} name="credential.username" label={words.username} required />
          <TextField {...secret} name="credential.password" label={words.password} type="password" />
        </>
      );
    case 'environment':
      return (
        <LinesField
          {...secret}
          name="credential.variables"
          label={words.variables}
          hint={`${words.variablesHint} ${words.secretHint}`}
          read={readPairs}
        />
      );
    case 'mtls':
      return (
        <>
          <LinesField form={form} name="credential.certificate" label={words.certificate} required />
          <LinesField {...secret} name="credential.key" label={words.privateKey} />
          <LinesField form={form} name="credential.ca" label={optionalLabel(words.ca)} hint={words.caHint} />
        </>
      );
    case 'oauth_client_credentials':
      return (
        <>
          <TextField form={form} name="credential.client_id" label={words.clientId} required />
          <ClientAuthentication form={form} />
          <Authorization form={form} />
        </>
      );
    case 'oauth_user':
      return <PersonalAuthorization form={form} />;
    default:
      return null;
  }
}

const { none: PUBLIC_CLIENT, ...CONFIDENTIAL } = words.methods;
const ALGORITHMS = { ES256: 'ES256', ES384: 'ES384', RS256: 'RS256', PS256: 'PS256', EdDSA: 'EdDSA' };

/** Without a client id the gateway introduces itself; with one it may be a public client. */
function PersonalAuthorization({ form }: { form: Form }) {
  const clientId = useWatch({ control: form.control, name: 'credential.client_id' }) as string | undefined;
  const named = clientId !== undefined && clientId !== '';
  return (
    <>
      <TextField
        form={form}
        name="credential.client_id"
        label={optionalLabel(words.clientId)}
        hint={words.clientIdHint}
      />
      {named && <ClientAuthentication form={form} open />}
      <Authorization form={form} />
    </>
  );
}

function ClientAuthentication({ form, open = false }: { form: Form; open?: boolean }) {
  const method = useWatch({ control: form.control, name: 'credential.authentication.method' }) as string | undefined;
  const options = open ? { '': PUBLIC_CLIENT, ...CONFIDENTIAL } : CONFIDENTIAL;
  const chosen = method ?? (open ? '' : 'client_secret_basic');
  return (
    <>
      <ChoiceField form={form} name="credential.authentication.method" label={words.method} options={options} />
      {chosen.startsWith('client_secret') && (
        <TextField
          form={form}
          name="credential.authentication.secret"
          label={words.secret}
          hint={words.secretHint}
          type="password"
          required
        />
      )}
      {chosen === 'private_key_jwt' && (
        <>
          <LinesField
            form={form}
            name="credential.authentication.key"
            label={words.signingKey}
            hint={words.secretHint}
            required
          />
          <ChoiceField
            form={form}
            name="credential.authentication.algorithm"
            label={words.algorithm}
            options={ALGORITHMS}
          />
          <TextField form={form} name="credential.authentication.key_id" label={optionalLabel(words.keyId)} />
        </>
      )}
    </>
  );
}

function Authorization({ form }: { form: Form }) {
  return (
    <>
      <TextField
        form={form}
        name="credential.issuer"
        type="url"
        label={optionalLabel(words.issuer)}
        hint={words.issuerHint}
      />
      <TextField form={form} name="credential.scope" label={optionalLabel(words.scope)} hint={words.scopeHint} />
    </>
  );
}
