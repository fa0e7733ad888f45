'use client';

import { useState } from 'react';
import { texts } from '../texts';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { Input } from '../ui/input';

interface NameDialogProps {
  title: string;
  description?: string;
  label: string;
  hint?: string;
  action: string;
  initial?: string;
  busy: boolean;
  error: unknown;
  onSubmit: (name: string) => void;
  onClose: () => void;
}

/** Asks for one line of text, such as a name. What else is wrong with it, the service says. */
export function NameDialog({ label, hint, initial = '', onSubmit, ...rest }: NameDialogProps) {
  const [name, setName] = useState(initial);
  const [missing, setMissing] = useState(false);
  return (
    <FormDialog
      {...rest}
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(name.trim() === '');
        if (name.trim() !== '') onSubmit(name.trim());
      }}
    >
      <Field
        label={label}
        error={missing ? texts.forms.missing : undefined}
        required
        {...(hint === undefined ? {} : { hint })}
      >
        {(control) => <Input {...control} value={name} maxLength={255} onChange={(e) => setName(e.target.value)} />}
      </Field>
    </FormDialog>
  );
}
