'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import { ApiError } from '../api/api-error';
import { useReauthentication } from '../session/session-context';
import { Bearer } from './bearer';
import { listTools } from './list-tools';
import type { ElicitRequest, ElicitResult, McpSession } from './mcp-session';

export type Question = ElicitRequest['params'];
export interface Asked {
  question: Question;
  answer: (result: ElicitResult) => void;
}

/** A connection with one server (null: with all as one), as oneself narrowed to a key, and the tools that may be called there. */
export function useMcpSession(server: string, keyId: string | null) {
  const api = useApi();
  const confirmed = useReauthentication();
  const [asked, setAsked] = useState<Asked | null>(null);
  const held = useRef<McpSession | null>(null);
  const ask = useCallback(
    (question: Question) =>
      new Promise<ElicitResult>((resolve) => {
        const answer = (result: ElicitResult): void => {
          setAsked(null);
          resolve(result);
        };
        setAsked({ question, answer });
      }),
    [],
  );
  const path = `/v1/mcp/${encodeURIComponent(server)}`;
  const bearer = useMemo(
    () =>
      new Bearer(async () => {
        const body = { key_id: keyId, mcp_server: server };
        const { data } = await api.auth.POST('/v1/auth/playground-tokens', { body });
        if (data === undefined) throw new ApiError(500, 'unknown', '', null, { details: [], retryAfterSeconds: null });
        return data;
      }),
    [api, keyId, server],
  );
  const query = useQuery({
    queryKey: ['playground', server, keyId],
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    queryFn: ({ signal }) => listTools(path, bearer, signal),
  });
  /** Opened by the first call. */
  const open = useCallback(async () => {
    if (held.current !== null) return held.current;
    const { McpSession: Opened } = await import('./mcp-session');
    held.current = await Opened.open({ path, bearer, ask });
    return held.current;
  }, [path, bearer, ask]);
  useEffect(() => {
    if (query.error !== null) confirmed(query.error);
  }, [query.error, confirmed]);
  useEffect(() => () => held.current?.close(), []);
  return { ...query, open, asked, dropQuestion: () => setAsked(null) };
}
