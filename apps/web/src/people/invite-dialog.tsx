'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useApi } from '../api/api-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Choice } from '../ui/choice';
import { CodeBlock } from '../ui/copy-button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { Input } from '../ui/input';
import { bySchema, showRefusal } from '../ui/by-schema';
import { toast } from '../ui/toasts';
import type { OrganizationRole } from './people-queries';
import { ROLE_OPTIONS } from './role-names';

const words = texts.people.invitations;
interface Values {
  email: string;
  role: OrganizationRole;
}

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const [link, setLink] = useState<string | null>(null);
  const form = useForm<Values, unknown, Values>({
    defaultValues: { email: '', role: 'org_member' },
    resolver: bySchema(
      async () => (await import('./schemas')).CreateInvitation,
      ({ email, role }) => ({ email: email.trim(), role }),
    ),
  });
  const invite = useChange({
    change: async (body: Values) => (await api.auth.POST('/v1/invitations', { body })).data,
    stale: ['/v1/invitations'],
    done: (sent, { email }) => {
      if (sent?.link != null) return setLink(sent.link);
      toast(words.sentTo(email));
      onClose();
    },
    returnTo: () => '/people/invitations?invite=1',
    failed: (error) => showRefusal(form, error) || true,
  });
  if (link !== null) {
    const footer = (
      <Button look="primary" onClick={onClose}>
        {texts.forms.done}
      </Button>
    );
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={words.link.title}
        description={words.link.hint}
        footer={footer}
        wide
        stays
      >
        <CodeBlock code={link} />
      </Dialog>
    );
  }
  const { errors } = form.formState;
  return (
    <FormDialog
      title={texts.people.members.invite}
      action={words.submit}
      busy={invite.isPending}
      error={invite.error}
      onSubmit={(event) => void form.handleSubmit((body) => invite.mutate(body))(event)}
      onClose={onClose}
    >
      <Field label={texts.people.members.email} error={errors.email?.message} required>
        {(control) => <Input {...control} {...form.register('email')} type="email" autoComplete="off" />}
      </Field>
      <Choice label={texts.people.members.role} options={ROLE_OPTIONS} {...form.register('role')} />
    </FormDialog>
  );
}
