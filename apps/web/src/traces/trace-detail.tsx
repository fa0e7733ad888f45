'use client';

import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useApi } from '../api/api-context';
import type { components } from '../api/generated/trace';
import { useNames, type NameOf } from '../names/use-names';
import { useSession } from '../session/session-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { BackLink } from '../ui/back-link';
import { buttonClass } from '../ui/button';
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
        above={<BackLink href="/traces">{words.back}</BackLink>}
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
  const { can } = useSession();
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
      {chosen?.kind === 'call' && chosen.operation === 'tools/call' && can('mcp_servers:read') && (
        <Link
          href={`/playground?trace=${id}&span=${chosen.span_id}`}
          className={buttonClass('plain', 'medium', 'w-fit')}
        >
          <FlaskConical aria-hidden />
          {words.tryAgain}
        </Link>
      )}
    </div>
  );
}

type Trace = components['schemas']['TraceDetail'];

function TraceFacts({ trace }: { trace: Trace }) {
  const { facts } = words;
  const nameOfKey = useNames('key', [trace.key_id]);
  const nameOfUser = useNames('user', trace.user_id === null ? [] : [trace.user_id]);
  const nameOfTeam = useNames('team', trace.team_id === null ? [] : [trace.team_id]);
  const named = (id: string | null, nameOf: NameOf) =>
    id === null ? texts.ui.none : <span title={id}>{nameOf(id)}</span>;
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
          [facts.key, named(trace.key_id, nameOfKey)],
          [facts.user, named(trace.user_id, nameOfUser)],
          [facts.team, named(trace.team_id, nameOfTeam)],
          [
            facts.id,
            <span key="i" className="inline-flex items-center gap-1">
              <code className="font-mono text-xs break-all">{trace.id}</code>
              <CopyButton text={trace.id} />
            </span>,
          ],
        ]}
      />
    </Card>
  );
}
