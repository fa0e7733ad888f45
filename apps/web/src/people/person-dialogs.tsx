'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useApi } from '../api/api-context';
import { useChange } from '../session/use-change';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Choice } from '../ui/choice';
import { Confirm } from '../ui/confirm';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { Input } from '../ui/input';
import { USER_PATHS, type OrganizationRole, type User } from './people-queries';
import { ROLE_OPTIONS } from './role-names';

const words = texts.people.person;

interface DialogProps {
  person: User;
  onClose: () => void;
}

/** The one that `?do=` names. */
export function PersonDialogs({ person }: { person: User }) {
  const url = useUrlState();
  const onClose = (): void => url.set({ do: null });
  const asked = url.get('do');
  if (asked === 'role') return <ChangeRole person={person} onClose={onClose} />;
  if (asked === 'rename') return <Rename person={person} onClose={onClose} />;
  if (asked === 'reset') return <ResetFactors person={person} onClose={onClose} />;
  if (asked === 'remove') return <Remove person={person} onClose={onClose} />;
  return null;
}

const submitting = (act: () => void) => (event: FormEvent) => {
  event.preventDefault();
  act();
};

function ChangeRole({ person, onClose }: DialogProps) {
  const api = useApi();
  const [role, setRole] = useState<OrganizationRole>(person.role);
  const change = useChange({
    change: () => api.auth.PATCH('/v1/members/{userId}', { params: { path: { userId: person.id } }, body: { role } }),
    stale: USER_PATHS,
    said: words.roleChanged,
    done: onClose,
    failed: () => true,
  });
  return (
    <FormDialog
      title={words.changeRole}
      action={texts.forms.save}
      busy={change.isPending}
      error={change.error}
      onSubmit={submitting(() => change.mutate())}
      onClose={onClose}
    >
      <Choice
        label={texts.people.members.role}
        options={ROLE_OPTIONS}
        value={role}
        onChange={(event) => setRole(event.target.value as OrganizationRole)}
      />
    </FormDialog>
  );
}

function Rename({ person, onClose }: DialogProps) {
  const api = useApi();
  const [name, setName] = useState(person.name ?? '');
  const change = useChange({
    change: () =>
      api.auth.PATCH('/v1/users/{id}', { params: { path: { id: person.id } }, body: { name: name.trim() || null } }),
    stale: USER_PATHS,
    said: words.renamed,
    done: onClose,
    failed: () => true,
  });
  return (
    <FormDialog
      title={words.rename}
      action={texts.forms.save}
      busy={change.isPending}
      error={change.error}
      onSubmit={submitting(() => change.mutate())}
      onClose={onClose}
    >
      <Field label={texts.people.members.name}>
        {(control) => <Input {...control} value={name} maxLength={255} onChange={(e) => setName(e.target.value)} />}
      </Field>
    </FormDialog>
  );
}

function ResetFactors({ person, onClose }: DialogProps) {
  const api = useApi();
  const reset = useChange({
    change: () => api.auth.POST('/v1/users/{id}/reset-factors', { params: { path: { id: person.id } } }),
    stale: USER_PATHS,
    said: words.reset.done,
    done: onClose,
  });
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={words.reset.title(person.name ?? person.email)}
      action={words.reset.submit}
      busy={reset.isPending}
      onConfirm={() => reset.mutate()}
    >
      {words.reset.hint}
    </Confirm>
  );
}

function Remove({ person, onClose }: DialogProps) {
  const api = useApi();
  const router = useRouter();
  const remove = useChange({
    change: () => api.auth.DELETE('/v1/members/{userId}', { params: { path: { userId: person.id } } }),
    stale: ['/v1/users', '/v1/members', '/v1/auth/keys'],
    said: words.remove.done,
    done: () => router.push('/people'),
  });
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={words.remove.title(person.name ?? person.email)}
      action={words.remove.submit}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {words.remove.hint}
    </Confirm>
  );
}
