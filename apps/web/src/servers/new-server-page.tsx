'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { useApi } from '../api/api-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { BackLink } from '../ui/back-link';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { PageHead, SkeletonRows } from '../ui/states';
import { toast, toastError } from '../ui/toasts';
import { Catalogue } from './catalogue';
import type { CatalogueEntry, McpServer } from './server-queries';
import { TestFindings } from './test-findings';
import { useServerTest, type ServerTest } from './use-server-test';

const words = texts.servers;
const ServerForm = dynamic(() => import('./server-form'), { loading: () => <SkeletonRows />, ssr: false });

/** What the address says already, such as of a catalogue's entry. */
function startOf(get: (name: string) => string | null): FieldValues {
  return {
    name: get('name') ?? '',
    transport: { type: get('type') ?? 'streamable-http', url: get('url') ?? '' },
    credential: { type: get('credential') ?? 'none' },
  };
}

/** A new server: saved switched off, tested, and switched on once it works. */
export function NewServerPage() {
  const url = useUrlState();
  const queries = useQueryClient();
  const [start, setStart] = useState<FieldValues>(() => startOf(url.get));
  const [draft, setDraft] = useState<McpServer | null>(null);
  const [editing, setEditing] = useState(true);
  const [picked, setPicked] = useState(0);
  const pick = (entry: CatalogueEntry): void => {
    const { name, url, credential_type } = entry;
    setStart({ name, transport: { type: 'streamable-http', url }, credential: { type: credential_type } });
    setPicked(picked + 1);
  };
  const saved = (server: McpServer, entered: FieldValues): void => {
    setDraft(server);
    setStart(entered);
    setEditing(false);
    void queries.invalidateQueries({ queryKey: ['/v1/mcp-servers'] });
  };
  return (
    <>
      <PageHead above={<BackLink href="/servers">{words.detail.back}</BackLink>} title={words.form.title} />
      <p className="text-soft -mt-2 max-w-prose">{words.form.hint}</p>
      {editing || draft === null ? (
        <div className="grid min-w-0 items-start gap-3 xl:grid-cols-[minmax(0,42rem)_minmax(0,1fr)]">
          <ServerForm key={picked} start={start} draft={draft} onSaved={saved} />
          {draft === null && <Catalogue onPick={pick} />}
        </div>
      ) : (
        <Tested draft={draft} onChange={() => setEditing(true)} />
      )}
    </>
  );
}

/** Tests as soon as it is saved, and switches on what works. */
function Tested({ draft, onChange }: { draft: McpServer; onChange: () => void }) {
  const api = useApi();
  const router = useRouter();
  const queries = useQueryClient();
  const path = { id: draft.id };
  const test = useServerTest(draft.id);
  const { run } = test;
  const perPerson = draft.credential.type === 'oauth_user';
  useEffect(() => {
    if (!perPerson) run();
  }, [perPerson, run]);
  const leave = async (to: string, said: string): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ['/v1/mcp-servers'] });
    toast(said);
    router.push(to);
  };
  const switchOn = useMutation({
    mutationFn: () => api.auth.PATCH('/v1/mcp-servers/{id}', { params: { path }, body: { enabled: true } }),
    onSuccess: () => leave(`/servers/${draft.id}`, words.saved.added(draft.name)),
    onError: toastError,
  });
  const discard = useMutation({
    mutationFn: () => api.auth.DELETE('/v1/mcp-servers/{id}', { params: { path } }),
    onSuccess: () => leave('/servers', words.saved.discarded(draft.name)),
    onError: toastError,
  });
  const works = perPerson || test.report?.ok === true;
  return (
    <Card title={`${draft.name}: ${words.saved.title}`}>
      <div className="grid gap-4">
        <p className="text-soft">{words.saved.hint}</p>
        <Findings test={test} perPerson={perPerson} />
        <div className="flex flex-wrap gap-2">
          <Button look={works ? 'primary' : 'plain'} busy={switchOn.isPending} onClick={() => switchOn.mutate()}>
            {works ? words.saved.switchOn : words.saved.switchOnAnyway}
          </Button>
          <Button onClick={onChange}>{words.saved.change}</Button>
          <Button busy={discard.isPending} onClick={() => discard.mutate()}>
            {words.saved.discard}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function Findings({ test, perPerson }: { test: ServerTest; perPerson: boolean }) {
  const { report, error, running, run } = test;
  if (perPerson) return <p>{words.test.perPerson}</p>;
  if (error !== null) return <ErrorState error={error} onRetry={run} />;
  if (report === undefined || running) return <p role="status">{words.test.running}</p>;
  return <TestFindings report={report} />;
}
