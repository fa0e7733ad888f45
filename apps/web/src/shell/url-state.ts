'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

export interface UrlState {
  get: (name: string) => string | null;
  /** Sets some at once; null takes one away. The page stays where it is scrolled to. */
  set: (changes: Readonly<Record<string, string | null>>) => void;
}

/**
 * What the address says after `?`, and a way to change it at once, without a step of the browser's history: the server writes
 * a page once, then its views ask the services themselves.
 */
export function useUrlState(): UrlState {
  const path = usePathname();
  const params = useSearchParams();
  const set = useCallback(
    (changes: Readonly<Record<string, string | null>>) => {
      // As it is now: several changes may come before the next is drawn.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      }
      const query = next.toString();
      // Next hears of it by itself and renders who reads the address.
      window.history.replaceState(null, '', query === '' ? path : `${path}?${query}`);
    },
    [path],
  );
  return { get: (name) => params.get(name), set };
}
