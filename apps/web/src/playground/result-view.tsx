'use client';

import Link from 'next/link';
import { texts } from '../texts';
import { Badge, type Tone } from '../ui/badge';
import { buttonClass } from '../ui/button';
import { Card } from '../ui/card';
import { CodeBlock } from '../ui/copy-button';
import { messageOf, RequestId } from '../ui/error-state';
import { Duration } from '../ui/figures';
import { Json } from '../ui/json-tree';
import { EmptyState } from '../ui/states';
import { Tabs } from '../ui/tabs';
import { CallError } from './call-error';
import { Content } from './content-view';
import type { CallToolResult, Progress } from './mcp-session';
import type { CallState } from './use-call';

const words = texts.playground;
const NOTHING_MASKED = /(?!)()/;

/** What became of the call, with its trace. */
export default function ResultView({ call, waiting }: { call: CallState; waiting: boolean }) {
  const { state, outcome, error, progress, tookMs } = call;
  const failure = error instanceof CallError ? error : null;
  const traceId = outcome?.traceId ?? failure?.traceId ?? null;
  return (
    <Card title={words.result} actions={<State call={call} waiting={waiting} />}>
      <div className="grid gap-3" aria-live="polite">
        {state === 'idle' && <EmptyState title={words.noResult} />}
        {progress.length > 0 && <ProgressView steps={progress} running={state === 'running'} />}
        {state === 'stopped' && <p className="text-soft">{words.stopped}</p>}
        {state === 'failed' && <Failure error={error} failure={failure} />}
        {outcome !== null && <Result result={outcome.result} />}
        {(tookMs !== null || traceId !== null) && (
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span className="text-soft text-xs">
              {tookMs !== null && (
                <>
                  {words.took} <Duration ms={tookMs} />
                </>
              )}
            </span>
            {traceId !== null && (
              <Link href={`/traces/${traceId}`} className={buttonClass('plain', 'small')}>
                {words.trace}
              </Link>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}

function State({ call: { state, outcome }, waiting }: { call: CallState; waiting: boolean }) {
  const [tone, text]: [Tone, string] =
    state === 'running'
      ? ['accent', waiting ? words.waiting : words.calling]
      : state === 'done'
        ? outcome?.result.isError === true
          ? ['bad', words.failed]
          : ['ok', words.ok]
        : state === 'failed'
          ? ['bad', texts.traces.statuses.error]
          : ['neutral', ''];
  return text === '' ? null : <Badge tone={tone}>{text}</Badge>;
}

function Failure({ error, failure }: { error: unknown; failure: CallError | null }) {
  return (
    <div role="alert" className="border-bad bg-bad-wash grid gap-1 rounded-md border px-3 py-2">
      <p className="text-bad break-words">{messageOf(error)}</p>
      {failure?.code != null && <code className="font-mono text-xs">{failure.code}</code>}
      {failure?.requestId != null && (
        <div className="justify-self-start">
          <RequestId id={failure.requestId} />
        </div>
      )}
    </div>
  );
}

function ProgressView({ steps, running }: { steps: readonly Progress[]; running: boolean }) {
  const last = steps.at(-1);
  if (last === undefined) return null;
  const { progress, total, message } = last;
  return (
    <div className="grid gap-1">
      <div className="text-soft flex flex-wrap justify-between gap-2 text-xs">
        <span>{message ?? words.progress}</span>
        {total !== undefined && <span className="figures">{words.progressOf(progress, total)}</span>}
      </div>
      {(running || total !== undefined) && (
        <progress
          aria-label={words.progress}
          className="accent-accent-fill h-1.5 w-full"
          {...(total === undefined ? {} : { value: progress, max: total })}
        />
      )}
    </div>
  );
}

function Result({ result }: { result: CallToolResult }) {
  const { content, structuredContent } = result;
  const tabs = [
    {
      id: 'content',
      title: words.tabs.content,
      content:
        content.length === 0 ? (
          <p className="text-soft">{words.noContent}</p>
        ) : (
          <div className="grid gap-3">
            {content.map((block, index) => (
              <Content key={index} block={block} />
            ))}
          </div>
        ),
    },
    ...(structuredContent === undefined
      ? []
      : [
          {
            id: 'structured',
            title: words.tabs.structured,
            content: <Json text={JSON.stringify(structuredContent)} mask={NOTHING_MASKED} />,
          },
        ]),
    { id: 'raw', title: words.tabs.raw, content: <CodeBlock code={JSON.stringify(result, null, 2)} /> },
  ];
  return <Tabs tabs={tabs} label={words.result} />;
}
