'use client';

import { lazy, Suspense, useState } from 'react';
import type { DialogProps, SheetProps } from './dialog-frames';

/** What dialogs are made of is loaded when the first one opens: no page needs it before. */
const load = () => import('./dialog-frames');

const DialogFrame = lazy(() => load().then(({ DialogFrame: component }) => ({ default: component })));
const SheetFrame = lazy(() => load().then(({ SheetFrame: component }) => ({ default: component })));

export function Dialog(props: DialogProps) {
  if (!useWasOpen(props.open)) return null;
  return (
    <Suspense>
      <DialogFrame {...props} />
    </Suspense>
  );
}

/** A dialog at the side of the screen. */
export function Sheet(props: SheetProps) {
  if (!useWasOpen(props.open)) return null;
  return (
    <Suspense>
      <SheetFrame {...props} />
    </Suspense>
  );
}

/** Whether it is open or was: one that closes has to be there to give the focus back. */
function useWasOpen(open: boolean): boolean {
  const [wasOpen, setWasOpen] = useState(open);
  if (open && !wasOpen) setWasOpen(true);
  return open || wasOpen;
}
