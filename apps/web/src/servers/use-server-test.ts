'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import type { TestReport } from './server-queries';

export interface ServerTest {
  report: TestReport | undefined;
  error: Error | null;
  running: boolean;
  run: () => void;
}

/** Has a gateway connect to a server now. */
export function useServerTest(id: string): ServerTest {
  const api = useApi();
  const queries = useQueryClient();
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: async () => (await api.auth.POST('/v1/mcp-servers/{id}/test', { params: { path: { id } } })).data,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['/v1/mcp-servers/{id}/health'] }),
  });
  return { report: data, error, running: isPending, run: mutate };
}
