'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '../api/api-context';
import { toolsOf, type ServerTool } from '../servers/server-queries';
import { ToolHints } from '../servers/tool-hints';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { ErrorState } from '../ui/error-state';
import { Checkbox, Input } from '../ui/input';
import { SkeletonRows } from '../ui/states';

const words = texts.keys.scope.choose;

interface ChooseToolsProps {
  server: { id: string; name: string };
  /** Names and patterns, as the scope has them. */
  value: readonly string[];
  onChoose: (tools: string[]) => void;
  onClose: () => void;
}

/** The tools of a server, to be ticked. Patterns that were written by hand stay as they are. */
export default function ChooseTools({ server, value, onChoose, onClose }: ChooseToolsProps) {
  const [chosen, setChosen] = useState<readonly string[]>(value);
  const every = chosen.includes('*');
  const toggle = (name: string, on: boolean): void =>
    setChosen(on ? [...chosen, name] : chosen.filter((other) => other !== name));
  const done = (): void => {
    onChoose(every ? ['*'] : [...chosen]);
    onClose();
  };
  const footer = (
    <>
      <Button onClick={onClose}>{texts.ui.cancel}</Button>
      <Button look="primary" onClick={done}>
        {every ? words.every : words.done(chosen.length)}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={words.title(server.name)} footer={footer}>
      <div className="grid gap-3">
        <label className="flex items-center gap-2 font-medium">
          <Checkbox checked={every} onCheckedChange={(on) => setChosen(on === true ? ['*'] : [])} />
          {words.all}
        </label>
        <ToolList serverId={server.id} chosen={chosen} every={every} onToggle={toggle} />
      </div>
    </Dialog>
  );
}

interface ToolListProps {
  serverId: string;
  chosen: readonly string[];
  every: boolean;
  onToggle: (name: string, on: boolean) => void;
}

function ToolList({ serverId, chosen, every, onToggle }: ToolListProps) {
  const list = useInfiniteQuery(toolsOf(useApi(), serverId));
  const [text, setText] = useState('');
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  // All of them: what is not in sight could not be found.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (list.error !== null) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <SkeletonRows count={5} />;
  const tools = list.data.pages.flatMap(({ data }) => data.items);
  const problem = list.data.pages[0]?.data.problem ?? null;
  const wanted = text.trim().toLowerCase();
  const shown = tools.filter((tool) => `${tool.name} ${tool.title ?? ''}`.toLowerCase().includes(wanted));
  return (
    <>
      {problem !== null && <p className="text-warn">{problem}</p>}
      <Input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="divide-line grid divide-y">
        {shown.map((tool) => (
          <Choice
            key={tool.name}
            tool={tool}
            checked={every || chosen.includes(tool.name)}
            disabled={every}
            onToggle={(on) => onToggle(tool.name, on)}
          />
        ))}
      </ul>
    </>
  );
}

interface ChoiceProps {
  tool: ServerTool;
  checked: boolean;
  disabled: boolean;
  onToggle: (on: boolean) => void;
}

function Choice({ tool: { name, title, annotations }, checked, disabled, onToggle }: ChoiceProps) {
  return (
    <li>
      <label className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 py-1">
        <Checkbox checked={checked} disabled={disabled} onCheckedChange={(on) => onToggle(on === true)} />
        <code className="font-mono break-all">{name}</code>
        {title !== null && title !== name && <span className="text-soft">{title}</span>}
        <ToolHints annotations={annotations} />
      </label>
    </li>
  );
}
