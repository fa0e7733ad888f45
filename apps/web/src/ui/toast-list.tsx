'use client';

import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { texts } from '../texts';
import { IconButton } from './button';
import { dropToast, useToasts } from './toasts';

const SHOWN_MS = 6_000;

export function ToastList() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <Radix.Provider duration={SHOWN_MS} label={texts.ui.notifications}>
      {toasts.map(({ id, tone, text }) => (
        <Radix.Root
          key={id}
          onOpenChange={(open) => !open && dropToast(id)}
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
