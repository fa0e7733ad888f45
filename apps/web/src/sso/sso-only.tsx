'use client';

import { useState } from 'react';
import { useApi } from '../api/api-context';
import { useDirectory } from '../people/directory';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Choice } from '../ui/choice';
import { FormDialog } from '../ui/form-dialog';
import { CONNECTIONS, type SsoConnection } from './sso-queries';

const words = texts.sso.only;

/** Nobody of the verified domains signs in in another way any more, but one administrator. */
export function SsoOnly({ connection, onClose }: { connection: SsoConnection; onClose: () => void }) {
  const api = useApi();
  const { people } = useDirectory();
  const [person, setPerson] = useState(connection.break_glass_user_id ?? '');
  const [missing, setMissing] = useState(false);
  const admins = people.filter(({ role }) => role === 'org_admin');
  const params = { path: { id: connection.id } };
  const change = useChange({
    change: () =>
      api.auth.PATCH('/v1/sso/connections/{id}', { params, body: { sso_only: true, break_glass_user_id: person } }),
    stale: [CONNECTIONS],
    said: words.done,
    done: onClose,
    failed: () => true,
  });
  return (
    <FormDialog
      title={words.title}
      description={words.hint}
      action={words.submit}
      busy={change.isPending}
      error={change.error}
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(person === '');
        if (person !== '') change.mutate();
      }}
      onClose={onClose}
    >
      <Choice
        label={words.person}
        options={[['', words.choose], ...admins.map(({ id, name, email }) => [id, name ?? email] as const)]}
        value={person}
        error={missing ? texts.forms.missing : undefined}
        onChange={(event) => setPerson(event.target.value)}
      />
    </FormDialog>
  );
}
