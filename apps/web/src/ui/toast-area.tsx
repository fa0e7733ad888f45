'use client';

import { lazy, Suspense, useState } from 'react';
import { useToasts } from './toasts';

const ToastList = lazy(() => import('./toast-list').then(({ ToastList: component }) => ({ default: component })));

/** Where toasts appear. Loaded with the first one, and there from then on, as it reads out what comes. */
export function ToastArea() {
  const isNeeded = useToasts(({ toasts }) => toasts.length > 0);
  const [wasNeeded, setWasNeeded] = useState(false);
  if (isNeeded && !wasNeeded) setWasNeeded(true);
  if (!isNeeded && !wasNeeded) return null;
  return (
    <Suspense>
      <ToastList />
    </Suspense>
  );
}
