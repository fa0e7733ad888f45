'use client';

import { useId, type FormEvent, type ReactNode } from 'react';
import { texts } from '../texts';
import { Button } from './button';
import { Dialog } from './dialog';
import { FormError } from './form-error';

interface FormDialogProps {
  title: string;
  description?: string;
  /** What the button says. */
  action: string;
  busy: boolean;
  error: unknown;
  onSubmit: (event: FormEvent) => void;
  onClose: () => void;
  wide?: boolean;
  children: ReactNode;
}

/** A form of a few fields over the page that it is of. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, action, busy, error, onSubmit, onClose, wide = false, children } = props;
  const id = useId();
  const footer = (
    <>
      <Button onClick={onClose}>{texts.ui.cancel}</Button>
      <Button look="primary" type="submit" form={id} busy={busy}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      {...(description === undefined ? {} : { description })}
      footer={footer}
      wide={wide}
    >
      <form id={id} noValidate onSubmit={onSubmit} className="grid gap-3">
        {children}
        <FormError error={error} />
      </form>
    </Dialog>
  );
}
