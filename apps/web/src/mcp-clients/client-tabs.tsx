'use client';

import type { ReactNode } from 'react';
import { texts } from '../texts';
import { CodeBlock } from '../ui/copy-button';
import { Tabs } from '../ui/tabs';
import { CLIENTS, SNIPPETS, type SnippetValues } from './snippets';

const words = texts.mcpClients;

/** How each client is told of the gateway: lines to be copied, and where they belong. */
export function ClientTabs({
  values,
  label = words.label,
  note,
  ...kept
}: {
  values: SnippetValues;
  label?: string;
  /** Below each. */
  note?: ReactNode;
  /** The one that is shown, where somebody else keeps it. */
  value?: string;
  onChange?: (name: string) => void;
}) {
  const tabs = CLIENTS.map((name) => ({
    id: name,
    title: words.names[name],
    content: (
      <div className="grid min-w-0 gap-2">
        <p>{words.where[name]}</p>
        <CodeBlock code={SNIPPETS[name](values)} />
        {note !== undefined && <p className="text-soft text-xs">{note}</p>}
      </div>
    ),
  }));
  return <Tabs label={label} tabs={tabs} {...kept} />;
}
