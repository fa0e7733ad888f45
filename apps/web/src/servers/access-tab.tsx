'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useApi } from '../api/api-context';
import type { components } from '../api/generated/auth';
import { apiQuery } from '../api/query';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { Time } from '../ui/figures';
import { SkeletonRows } from '../ui/states';
import { covers } from './pattern';
import { LIST_MAX, virtualServers, type McpServer } from './server-queries';

const words = texts.servers.access;
type Scope = components['schemas']['Role']['mcp'][number];

/** Who may use a server: whose role or key names it, and which virtual servers have tools of it. */
export function AccessTab({ server }: { server: McpServer }) {
  const { can } = useSession();
  return (
    <div className="grid min-w-0 gap-3">
      <p className="text-soft max-w-prose">{words.hint}</p>
      <div className="grid min-w-0 items-start gap-3 xl:grid-cols-2">
        <Card title={words.roles}>
          {can('roles:read') ? <Roles server={server} /> : <p className="text-soft">{words.mayNotRoles}</p>}
        </Card>
        <Card title={words.keys}>
          {can('api_keys:read') ? <Keys server={server} /> : <p className="text-soft">{words.mayNotKeys}</p>}
        </Card>
        <Card title={words.virtual}>
          <Virtual server={server} />
        </Card>
      </div>
    </div>
  );
}

/** Patterns over its tools, of the scopes that name the server. */
const toolsOf = (scopes: readonly Scope[], server: string): string[] =>
  scopes.filter((scope) => covers(scope.server, server)).flatMap(({ tools }) => tools);

const reaches = (scopes: readonly Scope[], server: string): boolean =>
  scopes.some((scope) => covers(scope.server, server));

function Tools({ patterns }: { patterns: readonly string[] }) {
  if (patterns.length === 0) return <span className="text-soft">{words.noTools}</span>;
  if (patterns.includes('*')) return <span>{words.everyTool}</span>;
  return <code className="font-mono text-xs break-words">{[...new Set(patterns)].join(', ')}</code>;
}

function Lines<Item>({
  query,
  items,
  id,
  line,
  empty,
}: {
  query: { error: unknown; isPending: boolean; refetch: () => unknown; data?: { has_more: boolean } | undefined };
  items: readonly Item[];
  id: (item: Item) => string;
  line: (item: Item) => ReactNode;
  empty: string;
}) {
  if (query.error != null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <SkeletonRows count={3} />;
  return (
    <div className="grid gap-2">
      {items.length === 0 && <p className="text-soft">{empty}</p>}
      <ul className="divide-line grid divide-y">
        {items.map((item) => (
          <li key={id(item)} className="grid gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
            {line(item)}
          </li>
        ))}
      </ul>
      {query.data?.has_more === true && <p className="text-soft text-xs">{words.first(LIST_MAX)}</p>}
    </div>
  );
}

function Roles({ server }: { server: McpServer }) {
  const query = useQuery(apiQuery(useApi().auth, '/v1/roles', { params: { query: { limit: LIST_MAX } } }));
  const roles = (query.data?.items ?? []).filter(({ mcp }) => reaches(mcp, server.name));
  return (
    <Lines
      query={query}
      items={roles}
      id={({ id, name }) => id ?? name}
      empty={words.noRoles}
      line={(role) => (
        <>
          <span className="flex min-w-0 flex-wrap items-center gap-2">
            <span className="truncate font-medium">{role.name}</span>
            {role.built_in && <Badge>{words.builtIn}</Badge>}
          </span>
          <Tools patterns={toolsOf(role.mcp, server.name)} />
        </>
      )}
    />
  );
}

function Keys({ server }: { server: McpServer }) {
  const query = useQuery(
    apiQuery(useApi().auth, '/v1/auth/keys', { params: { query: { limit: LIST_MAX, status: 'active' } } }),
  );
  const keys = (query.data?.items ?? []).filter(({ scopes }) => reaches(scopes.mcp, server.name));
  return (
    <Lines
      query={query}
      items={keys}
      id={({ id }) => id}
      empty={words.noKeys}
      line={(key) => (
        <>
          <span className="min-w-0">
            <Link href={`/keys/${key.id}`} prefetch={false} className="block truncate font-medium hover:underline">
              {key.name}
            </Link>
            <span className="text-soft text-xs">
              {key.last_used_at === null ? (
                words.neverUsed
              ) : (
                <>
                  {words.lastUsed} <Time iso={key.last_used_at} />
                </>
              )}
            </span>
          </span>
          <Tools patterns={toolsOf(key.scopes.mcp, server.name)} />
        </>
      )}
    />
  );
}

function Virtual({ server }: { server: McpServer }) {
  const query = useQuery(virtualServers(useApi()));
  const found = (query.data?.items ?? []).filter(({ tools }) => tools.some((tool) => tool.server_id === server.id));
  return (
    <Lines
      query={query}
      items={found}
      id={({ id }) => id}
      empty={words.noVirtual}
      line={({ name, tools }) => (
        <>
          <span className="truncate font-medium">{name}</span>
          <Tools patterns={tools.filter((tool) => tool.server_id === server.id).map(({ tool }) => tool)} />
        </>
      )}
    />
  );
}
