'use client';

import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { create } from 'zustand';
import { texts } from '../texts';
import { IconButton } from './button';
import { messageOf } from './error-state';

interface ToastMessage {
  id: number;
  tone: 'ok' | 'bad';
  text: string;
}
const SHOWN_MAX = 4;
const SHOWN_MS = 6_000;

const useToasts = create<{ toasts: readonly ToastMessage[] }>(() => ({ toasts: [] }));
let lastId = 0;

/** Says that something was done: `toast('Key revoked')`. */
export function toast(text: string, tone: ToastMessage['tone'] = 'ok'): void {
  lastId += 1;
  const added = { id: lastId, tone, text };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, added].slice(-SHOWN_MAX) }));
}

/** Says why something was not done: the `onError` of a change. */
export const toastError = (error: unknown): void => toast(messageOf(error), 'bad');

const drop = (id: number): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((entry) => entry.id !== id) }));

export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <Radix.Provider duration={SHOWN_MS} label={texts.ui.notifications}>
      {toasts.map(({ id, tone, text }) => (
        <Radix.Root
          key={id}
          onOpenChange={(open) => !open && drop(id)}
          className={clsx(
            'bg-surface shadow-pop flex items-start justify-between gap-3 rounded-md border py-2 pr-2 pl-3',
            tone === 'bad' ? 'border-bad' : 'border-line',
          )}
        >
          <Radix.Description className={clsx('py-1', tone === 'bad' && 'text-bad')}>{text}</Radix.Description>
          <Radix.Close asChild>
            <IconButton label={texts.ui.close} icon={<X aria-hidden />} size="small" />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="fixed right-4 bottom-4 z-50 grid w-[min(24rem,calc(100vw-2rem))] gap-2" />
    </Radix.Provider>
  );
}
