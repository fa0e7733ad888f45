'use client';

import type { ReactNode } from 'react';
import { texts } from '../texts';
import { Button } from './button';
import { Dialog } from './dialog';

/** Only for what cannot be undone. `action` names what happens ("Revoke the key"), never "OK". */
export function Confirm({
  open,
  onOpenChange,
  title,
  children,
  action,
  busy = false,
  onConfirm,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What it would break. */
  children: ReactNode;
  action: string;
  busy?: boolean;
  onConfirm: () => void;
}) {
  const footer = (
    <>
      <Button onClick={() => onOpenChange(false)}>{texts.ui.cancel}</Button>
      <Button look="danger" busy={busy} onClick={onConfirm}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} footer={footer}>
      {children}
    </Dialog>
  );
}
