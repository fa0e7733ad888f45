'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useApi } from '../api/api-context';
import { useReauthentication, useSession } from '../session/session-context';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { ErrorState } from '../ui/error-state';
import { SkeletonRows } from '../ui/states';
import { toast, toastError } from '../ui/toasts';
import { connectionsOf, dayByTool, LIST_MAX, virtualServers, type McpServer } from './server-queries';

const words = texts.servers.delete;
const TOOLS_SHOWN = 8;

/** Opened again from `?delete=1` after a fresh sign-in. */
export function DeleteServer({ server }: { server: McpServer }) {
  const api = useApi();
  const url = useUrlState();
  const router = useRouter();
  const queries = useQueryClient();
  const confirmed = useReauthentication();
  const open = url.get('delete') === '1';
  const remove = useMutation({
    mutationFn: () => api.auth.DELETE('/v1/mcp-servers/{id}', { params: { path: { id: server.id } } }),
    onSuccess: async () => {
      toast(words.done(server.name));
      router.push('/servers');
      await queries.invalidateQueries({ queryKey: ['/v1/mcp-servers'] });
    },
    onError: (error) => {
      if (!confirmed(error, `/servers/${server.id}?tab=settings&delete=1`)) toastError(error);
    },
  });
  return (
    <Card title={words.title}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-soft">{words.hint}</p>
        <Button look="danger" onClick={() => url.set({ delete: '1' })}>
          {words.action}
        </Button>
      </div>
      <Confirm
        open={open}
        onOpenChange={(next) => url.set({ delete: next ? '1' : null })}
        title={words.ask(server.name)}
        action={words.action}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {open && <Breaks server={server} />}
      </Confirm>
    </Card>
  );
}

/** What stops working: calls of the last day, virtual servers, connected accounts. */
function Breaks({ server }: { server: McpServer }) {
  const api = useApi();
  const { can } = useSession();
  const tools = useQuery({ ...dayByTool(api, server.name), enabled: can('traces:read') });
  const virtual = useQuery(virtualServers(api));
  const connected = useQuery({ ...connectionsOf(api, server.id), enabled: can('connections:read') });
  const error = tools.error ?? virtual.error;
  if (error !== null) return <ErrorState error={error} onRetry={() => void tools.refetch()} />;
  if (tools.isLoading || virtual.isPending) return <SkeletonRows count={3} />;
  const groups = tools.data ?? [];
  const calls = groups.reduce((sum, group) => sum + group.calls, 0);
  const names = (virtual.data?.items ?? [])
    .filter((one) => one.tools.some(({ server_id }) => server_id === server.id))
    .map(({ name }) => name);
  const accounts = connected.data?.items.length ?? 0;
  return (
    <div className="grid gap-2">
      <p>{words.hint}</p>
      <p className="font-medium">{words.breaks}</p>
      <ul className="grid list-disc gap-1 pl-5">
        {can('traces:read') && <li>{calls === 0 ? words.noCalls : words.calls(calls)}</li>}
        {groups.slice(0, TOOLS_SHOWN).map((group) => (
          <li key={group.group} className="text-soft ml-4">
            {words.tool(group.group ?? texts.ui.none, group.calls)}
          </li>
        ))}
        {names.length > 0 && <li>{words.virtual(names.join(', '))}</li>}
        {accounts > 0 && (
          <li>{words.connections(connected.data?.has_more === true ? words.atLeast(LIST_MAX) : String(accounts))}</li>
        )}
      </ul>
    </div>
  );
}
