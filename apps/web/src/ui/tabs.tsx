'use client';

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Tab {
  id: string;
  title: ReactNode;
  content: ReactNode;
}

export function Tabs({
  tabs,
  label,
  value,
  onChange,
}: {
  tabs: readonly Tab[];
  /** Names the row of tabs. */
  label: string;
  /** The one that is shown, where somebody else keeps it (such as the address). */
  value?: string;
  onChange?: (id: string) => void;
}) {
  const kept = value === undefined ? { defaultValue: tabs[0]?.id ?? '' } : { value };
  return (
    <Radix.Root {...kept} {...(onChange === undefined ? {} : { onValueChange: onChange })}>
      <Radix.List aria-label={label} className="border-line flex gap-1 overflow-x-auto border-b">
        {tabs.map(({ id, title }) => (
          <Radix.Trigger
            key={id}
            value={id}
            className="text-soft data-[state=active]:border-accent data-[state=active]:text-ink -mb-px border-b-2 border-transparent px-3 py-2 font-medium whitespace-nowrap -outline-offset-2!"
          >
            {title}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map(({ id, content }) => (
        <Radix.Content key={id} value={id} className="pt-4">
          {content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
