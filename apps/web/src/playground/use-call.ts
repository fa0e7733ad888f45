'use client';

import { useRef, useState } from 'react';
import type { CallOutcome, McpSession, Progress } from './mcp-session';

export interface CallState {
  state: 'idle' | 'running' | 'done' | 'failed' | 'stopped';
  outcome: CallOutcome | null;
  error: unknown;
  progress: readonly Progress[];
  /** Milliseconds, with what the person took to answer questions. */
  tookMs: number | null;
}

const IDLE: CallState = { state: 'idle', outcome: null, error: null, progress: [], tookMs: null };
const PROGRESS_MAX = 50;

/** One call at a time; it can be stopped. */
export function useCall() {
  const [call, setCall] = useState<CallState>(IDLE);
  const stop = useRef<AbortController | null>(null);
  const run = async (open: () => Promise<McpSession>, tool: string, args: Record<string, unknown>): Promise<void> => {
    const controller = new AbortController();
    stop.current = controller;
    const begun = performance.now();
    const onProgress = (progress: Progress): void =>
      setCall((now) => ({ ...now, progress: [...now.progress, progress].slice(-PROGRESS_MAX) }));
    setCall({ ...IDLE, state: 'running' });
    const end = (change: Partial<CallState>): void =>
      setCall((now) => ({ ...now, ...change, tookMs: performance.now() - begun }));
    try {
      const session = await open();
      const outcome = await session.call(tool, args, { signal: controller.signal, onProgress });
      end({ state: 'done', outcome });
    } catch (error) {
      if (controller.signal.aborted) end({ state: 'stopped' });
      else end({ state: 'failed', error });
    }
  };
  return { call, run, cancel: () => stop.current?.abort(), forget: () => setCall(IDLE) };
}
