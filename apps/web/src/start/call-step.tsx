'use client';

import { useQuery } from '@tanstack/react-query';
import { Radio } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { ClientTabs } from '../mcp-clients/client-tabs';
import { CLIENTS, type SnippetValues } from '../mcp-clients/snippets';
import { useSession } from '../session/session-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { TraceStatus } from '../traces/trace-status';
import { Button, buttonClass } from '../ui/button';
import { messageOf } from '../ui/error-state';
import { Duration, Time } from '../ui/figures';
import { callSince, lastCall, type Call } from './start-queries';
import { Step } from './step';

const words = texts.start.call;
const LOOK_EVERY_MS = 1_000;
const NO_KEY = 'YOUR_KEY';
const NO_SERVER = 'YOUR_SERVER';

interface CallStepProps {
  gateway: string;
  /** Calls from then on are waited for: the clock of the server, as the calls have it. */
  since: string;
  /** The key that was made on this page. */
  secret: string | null;
  server: string | null;
}

export function CallStep({ gateway, since, secret, server }: CallStepProps) {
  const api = useApi();
  const may = useSession().can('traces:read');
  const [from, setFrom] = useState(since);
  const arrived = useQuery({
    ...callSince(api, from),
    enabled: may,
    refetchInterval: ({ state }) => (state.data == null ? LOOK_EVERY_MS : false),
    // Whoever makes the call looks at another window.
    refetchIntervalInBackground: true,
  });
  const last = useQuery({ ...lastCall(api), enabled: may });
  const call = arrived.data ?? null;
  const state = call !== null || last.data != null ? 'done' : 'waiting';
  return (
    <Step number={3} title={words.title} hint={words.hint} state={state}>
      <Snippets gateway={gateway} secret={secret} server={server} />
      <div role="status" className="grid gap-2">
        {!may && <p className="text-soft">{words.notYou}</p>}
        {may && call !== null && <Arrived call={call} onAgain={() => setFrom(justAfter(call))} />}
        {may && call === null && <Waiting error={arrived.error} last={last.data ?? null} />}
      </div>
    </Step>
  );
}

const justAfter = ({ start_time }: Call): string => new Date(Date.parse(start_time) + 1).toISOString();

function Snippets({ gateway, secret, server }: Pick<CallStepProps, 'gateway' | 'secret' | 'server'>) {
  const url = useUrlState();
  const shown = CLIENTS.find((name) => name === url.get('client')) ?? 'curl';
  const values: SnippetValues = { gateway, key: secret ?? NO_KEY, server: server ?? NO_SERVER };
  return (
    <div className="min-w-0">
      <ClientTabs
        values={values}
        note={secret === null ? words.put(NO_KEY) : words.secret}
        value={shown}
        onChange={(name) => url.set({ client: name === 'curl' ? null : name })}
      />
    </div>
  );
}

function Waiting({ error, last }: { error: unknown; last: Call | null }) {
  return (
    <>
      <p className="text-soft inline-flex items-center gap-2">
        <Radio className="text-accent size-4 shrink-0 animate-pulse" aria-hidden />
        {error === null ? words.waiting : `${words.stopped} ${messageOf(error)}`}
      </p>
      {last !== null && (
        <p className="text-soft text-xs">
          {words.before}{' '}
          <Link href={`/traces/${last.id}`} className="text-accent underline">
            {words.last}
          </Link>
        </p>
      )}
    </>
  );
}

function Arrived({ call, onAgain }: { call: Call; onAgain: () => void }) {
  return (
    <div className="border-line bg-raised grid gap-2 rounded-md border p-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-semibold">{words.arrived}</span>
        <TraceStatus status={call.status} />
        <span className="min-w-0 break-words">{[...call.mcp_servers, ...call.tools].join(' · ')}</span>
        <span className="text-soft">
          <Time iso={call.start_time} />, <Duration ms={call.duration_ms} />
        </span>
      </p>
      {call.error_message !== null && <p className="text-bad break-words">{call.error_message}</p>}
      <p className="flex flex-wrap gap-2">
        <Link href={`/traces/${call.id}`} className={buttonClass('primary')}>
          {words.trace}
        </Link>
        <Link href="/" className={buttonClass()}>
          {words.overview}
        </Link>
        <Button look="quiet" onClick={onAgain}>
          {words.watchAgain}
        </Button>
      </p>
    </div>
  );
}
