'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { FlaskConical, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Button, buttonClass } from '../ui/button';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { Input } from '../ui/input';
import { Json } from '../ui/json-tree';
import { EmptyState, SkeletonRows } from '../ui/states';
import { playgroundHref } from './server-bits';
import { toolsOf, type McpServer, type ServerTool } from './server-queries';
import { ToolHints } from './tool-hints';

const words = texts.servers.tools;
/** Matches nothing: schemas are not masked. */
const NOTHING_MASKED = /(?!)()/;

/** What the server says it can do. The search is in the address. */
export default function ToolsTab({ server }: { server: McpServer }) {
  const url = useUrlState();
  const list = useInfiniteQuery(toolsOf(useApi(), server.id));
  const text = url.get('q') ?? '';
  if (list.error !== null) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <SkeletonRows />;
  const [first] = list.data.pages;
  const tools = list.data.pages.flatMap(({ data }) => data.items);
  const problem = first?.data.problem ?? null;
  const wanted = text.trim().toLowerCase();
  const shown = tools.filter(({ name, title, description }) =>
    `${name} ${title ?? ''} ${description ?? ''}`.toLowerCase().includes(wanted),
  );
  return (
    <div className="grid min-w-0 gap-3">
      {problem !== null && <Problem text={problem} />}
      {tools.length === 0 && problem === null && <EmptyState title={words.empty} hint={words.emptyHint} />}
      {tools.length > 0 && (
        <div className="flex flex-wrap items-center gap-3">
          <Input
            type="search"
            data-page-search
            aria-label={words.search}
            placeholder={words.search}
            value={text}
            onChange={(event) => url.set({ q: event.target.value })}
            className="sm:max-w-72"
          />
          <span className="text-soft text-xs">{words.count(first?.data.total ?? tools.length)}</span>
        </div>
      )}
      {tools.length > 0 && shown.length === 0 && <p className="text-soft">{words.none}</p>}
      <ul className="grid min-w-0 gap-2">
        {shown.map((tool) => (
          <li key={tool.name} className="min-w-0">
            <ToolCard server={server.name} tool={tool} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          className="justify-self-center"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {texts.ui.loadMore}
        </Button>
      )}
    </div>
  );
}

function Problem({ text }: { text: string }) {
  return (
    <p role="status" className="bg-warn-wash text-warn flex items-start gap-2 rounded-md px-3 py-2">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      {text}
    </p>
  );
}

function ToolCard({ server, tool }: { server: string; tool: ServerTool }) {
  const { name, title, description, annotations, input_schema, output_schema } = tool;
  const tryIt = (
    <Link href={playgroundHref(server, name)} prefetch={false} className={buttonClass('plain', 'small')}>
      <FlaskConical aria-hidden />
      {words.try}
    </Link>
  );
  return (
    <Card
      title={
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <code className="font-mono break-all">{name}</code>
          {title !== null && title !== name && <span className="text-soft font-normal">{title}</span>}
        </span>
      }
      actions={tryIt}
    >
      <div className="grid min-w-0 gap-2">
        <p className="max-w-prose break-words whitespace-pre-wrap">{description ?? words.notSaid}</p>
        <ToolHints annotations={annotations} />
        <SchemaDetails title={words.schema} schema={input_schema} />
        <SchemaDetails title={words.outputSchema} schema={output_schema} />
      </div>
    </Card>
  );
}

function SchemaDetails({ title, schema }: { title: string; schema: ServerTool['input_schema'] }) {
  if (schema === null) return null;
  return (
    <details>
      <summary className="text-accent w-fit">{title}</summary>
      <div className="pt-2">
        <Json text={JSON.stringify(schema)} mask={NOTHING_MASKED} />
      </div>
    </details>
  );
}
