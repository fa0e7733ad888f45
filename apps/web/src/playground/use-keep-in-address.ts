'use client';

import { useEffect } from 'react';
import { playgroundHref } from '../servers/server-bits';

/** Puts the tool and its arguments into the address, without asking the server for the page again. */
export function useKeepInAddress(server: string, tool: string | null, args: string | null): void {
  useEffect(() => {
    if (tool === null) return;
    const now = new URLSearchParams(window.location.search);
    const next = new URLSearchParams(playgroundHref(server, tool).replace(/^.*\?/, ''));
    const key = now.get('key');
    if (key !== null) next.set('key', key);
    if (args !== null) next.set('arguments', args);
    window.history.replaceState(null, '', `?${next.toString()}`);
  }, [server, tool, args]);
}
