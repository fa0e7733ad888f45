'use client';

import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps, ReactElement, ReactNode } from 'react';

export interface MenuProps {
  /** The button. */
  trigger: ReactElement<ComponentProps<'button'>>;
  children: ReactNode;
  align?: 'start' | 'end';
}

export function Menu({ trigger, children, align = 'end' }: MenuProps) {
  return (
    <Radix.Root modal={false} defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="bg-surface border-line shadow-pop z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-44 overflow-y-auto rounded-md border p-1"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const itemClass =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 py-1 outline-none select-none data-[disabled]:opacity-60 data-[highlighted]:bg-raised [&_svg]:size-4 [&_svg]:shrink-0';

export function MenuItem({
  onSelect,
  danger = false,
  disabled = false,
  children,
}: {
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <Radix.Item disabled={disabled} onSelect={onSelect} className={clsx(itemClass, danger && 'text-bad')}>
      {children}
    </Radix.Item>
  );
}

export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Radix.Item asChild className={itemClass}>
      <a href={href}>{children}</a>
    </Radix.Item>
  );
}

/** One of several, of which one is chosen. */
export function MenuChoice({
  checked,
  onSelect,
  children,
}: {
  checked: boolean;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Radix.CheckboxItem checked={checked} onSelect={onSelect} className={itemClass}>
      <span className="w-4">{checked && <Check aria-hidden />}</span>
      {children}
    </Radix.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="text-soft px-2 py-1 text-xs">{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator className="bg-line my-1 h-px" />;
}
