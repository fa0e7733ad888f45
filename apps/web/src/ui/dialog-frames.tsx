'use client';

import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { texts } from '../texts';
import { IconButton } from './button';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Read out with the title. */
  description?: ReactNode;
  children: ReactNode;
  /** Buttons at the end, the one that goes on last. */
  footer?: ReactNode;
  wide?: boolean;
  /** Only its own buttons close it: for what is shown once. */
  stays?: boolean;
}

const overlay = 'fixed inset-0 z-40 bg-[#00000066]';

export type SheetProps = Omit<DialogProps, 'wide' | 'stays'> & { side?: 'left' | 'right' };

export function DialogFrame(props: DialogProps) {
  const { open, onOpenChange, title, description, children, footer, wide = false, stays = false } = props;
  const focus = useFocusBack();
  const keep = stays ? (event: Event): void => event.preventDefault() : undefined;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlay} />
        <Radix.Content
          {...focus}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          {...(keep === undefined ? {} : { onEscapeKeyDown: keep, onInteractOutside: keep })}
          className={clsx(
            'bg-surface border-line shadow-pop fixed top-1/2 left-1/2 z-50 grid max-h-[90dvh] w-[calc(100vw-2rem)]',
            'grid-rows-[auto_1fr_auto] -translate-x-1/2 -translate-y-1/2 rounded-lg border',
            wide ? 'max-w-3xl' : 'max-w-md',
          )}
        >
          <Head title={title} description={description} stays={stays} />
          <div className="overflow-y-auto px-4 pb-4">{children}</div>
          {footer !== undefined && (
            <div className="border-line flex flex-wrap justify-end gap-2 border-t p-3">{footer}</div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function SheetFrame({ side = 'right', ...props }: SheetProps) {
  const { open, onOpenChange, title, description, children, footer } = props;
  const focus = useFocusBack();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlay} />
        <Radix.Content
          {...focus}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={clsx(
            'bg-surface border-line shadow-pop fixed inset-y-0 z-50 grid w-[min(28rem,calc(100vw-3rem))]',
            'grid-rows-[auto_1fr_auto]',
            side === 'left' ? 'left-0 max-w-72 border-r' : 'right-0 border-l',
          )}
        >
          <Head title={title} description={description} />
          <div className="overflow-y-auto px-4 pb-4">{children}</div>
          {footer !== undefined && <div className="border-line flex justify-end gap-2 border-t p-3">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Gives the focus back to what had it: the library knows of its own triggers only, and ours are opened by state. */
function useFocusBack() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (before.current instanceof HTMLElement) before.current.focus();
    },
  };
}

function Head({ title, description, stays = false }: Pick<DialogProps, 'title' | 'description' | 'stays'>) {
  return (
    <div className="flex items-start justify-between gap-4 p-4 pb-3">
      <div className="grid gap-1">
        <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
        {description !== undefined && <Radix.Description className="text-soft">{description}</Radix.Description>}
      </div>
      {!stays && (
        <Radix.Close asChild>
          <IconButton label={texts.ui.close} icon={<X aria-hidden />} size="small" />
        </Radix.Close>
      )}
    </div>
  );
}
