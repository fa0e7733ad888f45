'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useApi } from '../api/api-context';
import type { components } from '../api/generated/trace';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Card, Facts } from '../ui/card';
import { CopyButton } from '../ui/copy-button';
import { ErrorState } from '../ui/error-state';
import { Duration, Num, Time } from '../ui/figures';
import { EmptyState, PageHead, SkeletonRows } from '../ui/states';
import { SpanView } from './span-view';
import { barsOf } from './stages';
import { TraceCost } from './trace-cost';
import { costOf, SPANS_MAX, spansOf, traceOf } from './trace-queries';
import { TraceStatus } from './trace-status';
import { Waterfall } from './waterfall';

const words = texts.traces.detail;

export function TraceDetail({ id }: { id: string }) {
  const api = useApi();
  const trace = useQuery(traceOf(api, id));
  const cost = useQuery(costOf(api, id));
  if (trace.error !== null) return <ErrorState error={trace.error} onRetry={() => void trace.refetch()} />;
  if (trace.data === undefined) return <SkeletonRows />;
  const { status, error_messages } = trace.data;
  const title = (
    <span className="inline-flex flex-wrap items-center gap-2">
      {words.title(id)} <TraceStatus status={status} />
    </span>
  );
  return (
    <>
      <PageHead
        above={
          <Link href="/traces" className="text-accent inline-flex w-fit items-center gap-1">
            <ArrowLeft className="size-4" aria-hidden />
            {words.back}
          </Link>
        }
        title={title}
        actions={<CopyButton text={() => window.location.href} label={words.copyLink} />}
      />
      {error_messages.length > 0 && (
        <section className="border-bad bg-bad-wash rounded-lg border px-4 py-3">
          <h2 className="text-bad font-semibold">{words.errorTitle}</h2>
          <ul className="grid gap-1 break-words">
            {error_messages.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </section>
      )}
      <div className="grid min-w-0 gap-3 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Spans id={id} />
        <div className="grid min-w-0 content-start gap-3">
          <TraceFacts trace={trace.data} />
          <TraceCost query={cost} />
        </div>
      </div>
    </>
  );
}

function Spans({ id }: { id: string }) {
  const api = useApi();
  const url = useUrlState();
  const { data, error, refetch } = useQuery(spansOf(api, id));
  const spans = useMemo(() => data?.spans ?? [], [data]);
  const bars = useMemo(() => barsOf(spans), [spans]);
  const chosen = spans.find(({ span_id }) => span_id === url.get('span')) ?? spans[0];
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows />;
  return (
    <div className="grid min-w-0 content-start gap-3">
      <Card title={words.timeline} actions={<span className="text-soft text-xs">{words.spans(spans.length)}</span>}>
        {spans.length === 0 ? (
          <EmptyState title={words.noSpans} />
        ) : (
          <Waterfall bars={bars} chosen={chosen?.span_id ?? null} onChoose={(span) => url.set({ span })} />
        )}
        {data.has_more && <p className="text-soft pt-2 text-xs">{words.moreSpans(SPANS_MAX)}</p>}
      </Card>
      {chosen !== undefined && <SpanView key={chosen.span_id} span={chosen} />}
    </div>
  );
}

type Trace = components['schemas']['TraceDetail'];

function TraceFacts({ trace }: { trace: Trace }) {
  const { facts } = words;
  const id = (value: string | null) =>
    value === null ? texts.ui.none : <code className="font-mono text-xs break-all">{value}</code>;
  return (
    <Card>
      <Facts
        facts={[
          [facts.started, <Time key="t" iso={trace.start_time} />],
          [facts.duration, <Duration key="d" ms={trace.duration_ms} />],
          [facts.calls, <Num key="c" value={trace.call_count} />],
          [facts.errors, <Num key="e" value={trace.error_count + trace.timeout_count} />],
          [facts.environment, trace.environment],
          [facts.agent, trace.agent_name || texts.ui.none],
          [facts.key, id(trace.key_id)],
          [facts.user, id(trace.user_id)],
          [facts.team, id(trace.team_id)],
          [
            facts.id,
            <span key="i" className="inline-flex items-center gap-1">
              {id(trace.id)}
              <CopyButton text={trace.id} />
            </span>,
          ],
        ]}
      />
    </Card>
  );
}
