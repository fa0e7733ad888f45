'use client';

import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useApi } from '../api/api-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { BackLink } from '../ui/back-link';
import { buttonClass } from '../ui/button';
import { ErrorState } from '../ui/error-state';
import { PageHead, SkeletonRows } from '../ui/states';
import { Tabs } from '../ui/tabs';
import { AccessTab } from './access-tab';
import { OverviewTab } from './overview-tab';
import { HealthBadge, playgroundHref } from './server-bits';
import { healthOf, serverOf, type McpServer } from './server-queries';

const words = texts.servers.detail;
const loading = () => <SkeletonRows />;
const ToolsTab = dynamic(() => import('./tools-tab'), { loading, ssr: false });
const CredentialTab = dynamic(() => import('./credential-tab'), { loading, ssr: false });
const SettingsTab = dynamic(() => import('./settings-tab'), { loading, ssr: false });

const HEALTH_EVERY_MS = 10_000;

export function ServerDetail({ id }: { id: string }) {
  const { data: server, error, refetch } = useQuery(serverOf(useApi(), id));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (server === undefined) return <SkeletonRows />;
  return (
    <>
      <Head server={server} />
      <Parts server={server} />
    </>
  );
}

function Head({ server }: { server: McpServer }) {
  const health = useQuery({ ...healthOf(useApi(), server.id), refetchInterval: HEALTH_EVERY_MS });
  return (
    <PageHead
      above={<BackLink href="/servers">{words.back}</BackLink>}
      title={
        <span className="inline-flex flex-wrap items-center gap-2">
          {server.name}
          <Badge>{texts.servers.transports[server.transport.type]}</Badge>
          {!server.enabled && <Badge tone="warn">{texts.servers.off}</Badge>}
          {health.data !== undefined && <HealthBadge state={health.data.state} />}
        </span>
      }
      actions={
        <Link href={playgroundHref(server.name)} className={buttonClass()}>
          <FlaskConical aria-hidden />
          {texts.servers.openPlayground}
        </Link>
      }
    />
  );
}

/** The tab is in the address. */
function Parts({ server }: { server: McpServer }) {
  const url = useUrlState();
  const contents = {
    overview: <OverviewTab server={server} />,
    tools: <ToolsTab server={server} />,
    credential: <CredentialTab server={server} />,
    access: <AccessTab server={server} />,
    settings: <SettingsTab key={server.version} server={server} />,
  };
  const tabs = Object.entries(contents).map(([id, content]) => ({
    id,
    title: words.tabs[id as keyof typeof contents],
    content,
  }));
  const asked = url.get('tab') ?? '';
  return (
    <div className="min-w-0">
      <Tabs
        tabs={tabs}
        label={words.tabsLabel}
        value={asked in contents ? asked : 'overview'}
        onChange={(tab) => url.set({ tab: tab === 'overview' ? null : tab, q: null })}
      />
    </div>
  );
}
