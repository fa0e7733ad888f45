'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { Input } from '../ui/input';
import { EmptyState, SkeletonRows } from '../ui/states';
import type { Prefill } from './from-trace';
import type { Tool } from './mcp-session';
import { useCall } from './use-call';
import { useMcpSession } from './use-session';

const words = texts.playground;
const loading = () => <SkeletonRows count={4} />;
const ToolForm = dynamic(() => import('./tool-form'), { loading, ssr: false });
const ResultView = dynamic(() => import('./result-view'), { loading, ssr: false });
const AskDialog = dynamic(() => import('./ask-dialog'), { ssr: false });

/** The tools of a server, the form of one, and what became of its call. */
export function Workbench({
  server,
  keyId,
  prefill,
}: {
  server: string;
  keyId: string | null;
  prefill: Prefill | null;
}) {
  const url = useUrlState();
  const { data: tools, error, refetch, open, asked, dropQuestion } = useMcpSession(server, keyId);
  const { call, run, cancel, forget } = useCall();
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (tools === undefined) return <SkeletonRows />;
  if (tools.length === 0) return <EmptyState title={words.noTools} hint={words.noToolsHint} />;
  const name = url.get('tool') ?? prefill?.tool ?? null;
  const tool = tools.find((one) => one.name === name) ?? null;
  const choose = (next: string): void => {
    forget();
    url.set({ server, tool: next, arguments: null, trace: null, span: null });
  };
  const stop = (): void => {
    asked?.answer({ action: 'cancel' });
    dropQuestion();
    cancel();
  };
  return (
    <div className="grid min-w-0 items-start gap-3 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <ToolList tools={tools} chosen={tool?.name ?? null} onChoose={choose} />
      <div className="grid min-w-0 items-start gap-3 2xl:grid-cols-2">
        {tool === null ? (
          <Card title={words.chooseTool}>
            <p className="text-soft">{name === null ? words.chooseToolHint : words.goneTool(name)}</p>
          </Card>
        ) : (
          <ToolForm
            key={tool.name}
            server={server}
            tool={tool}
            prefill={prefill?.tool === tool.name ? prefill : null}
            running={call.state === 'running'}
            onCall={(args) => void run(open, tool.name, args)}
            onStop={stop}
          />
        )}
        {tool !== null && <ResultView call={call} waiting={asked !== null} />}
      </div>
      {asked !== null && <AskDialog server={server} asked={asked} />}
    </div>
  );
}

function ToolList({
  tools,
  chosen,
  onChoose,
}: {
  tools: readonly Tool[];
  chosen: string | null;
  onChoose: (name: string) => void;
}) {
  const [text, setText] = useState('');
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return tools.filter(({ name, title, description }) =>
      `${name} ${title ?? ''} ${description ?? ''}`.toLowerCase().includes(wanted),
    );
  }, [tools, text]);
  return (
    <Card title={words.tool} actions={<span className="text-soft text-xs">{words.tools(tools.length)}</span>}>
      <div className="grid gap-2">
        <Input
          type="search"
          data-page-search
          aria-label={words.searchTool}
          placeholder={words.searchTool}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {shown.length === 0 && <p className="text-soft">{words.noneFits}</p>}
        <ul className="grid max-h-56 gap-0.5 overflow-y-auto lg:max-h-[70dvh]">
          {shown.map(({ name, title }) => (
            <li key={name}>
              <button
                type="button"
                aria-pressed={name === chosen}
                onClick={() => onChoose(name)}
                className={`grid w-full rounded-md px-2 py-1 text-left -outline-offset-2! ${
                  name === chosen ? 'bg-accent-wash text-accent' : 'hover:bg-raised'
                }`}
              >
                <span className="truncate font-medium">{name}</span>
                {title !== undefined && title !== name && <span className="text-soft truncate text-xs">{title}</span>}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
