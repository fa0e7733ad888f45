'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { PageHead } from '../ui/states';
import { CallStep } from './call-step';
import { KeyStep, type NewKey } from './key-step';
import { ServerStep } from './server-step';
import { serversAtHand } from './start-queries';

const words = texts.start;

/** From nothing to the first call. What is there already counts as done. */
export function StartPage({ gateway, since }: { gateway: string; since: string }) {
  const api = useApi();
  const { can } = useSession();
  // The secret is in this page's memory and nowhere else.
  const [made, setMade] = useState<NewKey | null>(null);
  const servers = useQuery({ ...serversAtHand(api), enabled: can('mcp_servers:read') });
  const server = servers.data?.items.find(({ enabled }) => enabled)?.name ?? null;
  return (
    <>
      <PageHead title={texts.shell.nav.pages.start.title} hint={words.hint} />
      <ol className="grid w-full min-w-0 max-w-4xl gap-3">
        <ServerStep />
        <KeyStep made={made} onMade={setMade} />
        <CallStep gateway={gateway} since={since} secret={made?.key ?? null} server={server} />
      </ol>
    </>
  );
}
