'use client';

import { useQuery } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Card, Facts, Stat } from '../ui/card';
import { CodeBlock } from '../ui/copy-button';
import { ErrorState } from '../ui/error-state';
import { Duration, Money, Num, Time } from '../ui/figures';
import { formatBytes } from '../ui/format';
import { EmptyState, SkeletonRows } from '../ui/states';
import { useOrigin } from '../ui/origin';
import { addressOf, breakerOf, HealthBadge } from './server-bits';
import { dayOf, documentOf, healthOf, type McpServer } from './server-queries';
import { TestFindings } from './test-findings';
import { useServerTest } from './use-server-test';

const words = texts.servers.detail;

/** How it does, where it is, what it was called for. */
export function OverviewTab({ server }: { server: McpServer }) {
  const { can } = useSession();
  return (
    <div className="grid min-w-0 gap-3">
      {can('traces:read') && <Traffic server={server} />}
      <div className="grid min-w-0 items-start gap-3 xl:grid-cols-2">
        <Health server={server} />
        <Connection server={server} />
        {server.transport.type === 'openapi' && <OpenApi server={server} />}
      </div>
    </div>
  );
}

function Traffic({ server }: { server: McpServer }) {
  const { data, error, refetch } = useQuery(dayOf(useApi(), server.name));
  const traces = `/traces?${new URLSearchParams({ mcp_server: server.name }).toString()}`;
  const more = (
    <Link href={traces} className="text-accent">
      {words.seeTraces}
    </Link>
  );
  return (
    <Card title={words.traffic} actions={more}>
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data == null ? (
        <SkeletonRows count={2} />
      ) : data.totals.calls === 0 ? (
        <EmptyState title={words.noCalls} />
      ) : (
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
          <Stat label={words.calls} value={<Num value={data.totals.calls} />} />
          <Stat label={words.errors} value={<Num value={data.totals.errors + data.totals.timeouts} />} />
          <Stat label={words.p95} value={<Duration ms={data.totals.p95_ms ?? 0} />} />
          <Stat label={words.p99} value={<Duration ms={data.totals.p99_ms ?? 0} />} />
          <Stat label={words.cost} value={<Money micro={data.totals.cost_micro_usd} />} />
        </div>
      )}
    </Card>
  );
}

function Health({ server }: { server: McpServer }) {
  const { can, whyNot } = useSession();
  const { data, error, refetch } = useQuery(healthOf(useApi(), server.id));
  const test = useServerTest(server.id);
  const may = can('mcp_servers:update');
  const time = (iso: string | null) => (iso === null ? words.never : <Time iso={iso} />);
  const button = (
    <Button
      size="small"
      busy={test.running}
      disabled={!may}
      title={whyNot('mcp_servers:update') ?? undefined}
      onClick={test.run}
    >
      <PlugZap aria-hidden />
      {test.running ? texts.servers.test.running : texts.servers.test.run}
    </Button>
  );
  return (
    <Card title={words.health} actions={button}>
      <div className="grid gap-4">
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && data === undefined && <SkeletonRows count={3} />}
        {data !== undefined && (
          <Facts
            facts={[
              [words.state, <HealthBadge key="s" state={data.state} />],
              [texts.servers.columns.breaker, breakerOf(data.state)],
              [words.lastSuccess, time(data.last_success_at)],
              [words.lastFailure, time(data.last_failure_at)],
              ...(data.last_error === null ? [] : [[words.lastError, data.last_error] as const]),
            ]}
          />
        )}
        {test.error !== null && <ErrorState error={test.error} onRetry={test.run} />}
        {test.report !== undefined && <TestFindings report={test.report} />}
      </div>
    </Card>
  );
}

function Connection({ server }: { server: McpServer }) {
  const { transport } = server;
  const endpoint = `/v1/mcp/${server.name}`;
  const origin = useOrigin();
  return (
    <Card title={words.connection}>
      <div className="grid gap-4">
        <Facts
          facts={[
            [transport.type === 'stdio' ? words.entry : words.address, <span key="a">{addressOf(server)}</span>],
            ...(transport.type === 'stdio' ? Object.entries(transport.arguments) : []),
            [texts.servers.columns.credential, texts.servers.credentials[server.credential.type]],
            [words.version, <Num key="v" value={server.version} />],
            [words.added, <Time key="c" iso={server.created_at} />],
            [words.changed, <Time key="u" iso={server.updated_at} />],
          ]}
        />
        <CodeBlock label={words.endpoint} code={`${origin}${endpoint}`} />
      </div>
    </Card>
  );
}

function OpenApi({ server }: { server: McpServer }) {
  const whole = useQuery({ ...documentOf(useApi(), server.id), enabled: false });
  if (server.transport.type !== 'openapi') return null;
  const { document } = server.transport;
  return (
    <Card title={words.document}>
      <div className="grid gap-3">
        <Facts
          facts={[
            [words.title, `${document.title} ${document.version}`],
            [words.revision, document.openapi],
            [words.bytes, formatBytes(document.bytes)],
            [texts.servers.columns.tools, <Num key="t" value={document.tools} />],
          ]}
        />
        {document.left_out.length > 0 && (
          <details>
            <summary>{words.leftOut(document.left_out.length)}</summary>
            <ul className="grid gap-1 pt-2">
              {document.left_out.map(({ operation, reason }) => (
                <li key={operation} className="break-words">
                  <code className="font-mono text-xs">{operation}</code>: {reason}
                </li>
              ))}
            </ul>
          </details>
        )}
        {whole.data === undefined ? (
          <Button className="justify-self-start" busy={whole.isFetching} onClick={() => void whole.refetch()}>
            {words.showDocument}
          </Button>
        ) : (
          <div className="max-h-96 overflow-y-auto">
            <CodeBlock code={whole.data.document} />
          </div>
        )}
      </div>
    </Card>
  );
}
