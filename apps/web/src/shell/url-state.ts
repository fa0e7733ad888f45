'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

export interface UrlState {
  get: (name: string) => string | null;
  /** Sets some at once; null takes one away. The page stays where it is scrolled to. */
  set: (changes: Readonly<Record<string, string | null>>) => void;
}

/**
 * What the address says after `?`. A change is a step of the browser's history only with `push`. With `here` the server is not
 * asked for the page again: at once, for what the view knows or asks for by itself, such as an open dialog.
 */
export function useUrlState(how: 'replace' | 'push' | 'here' = 'replace'): UrlState {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const set = useCallback(
    (changes: Readonly<Record<string, string | null>>) => {
      const next = new URLSearchParams(params);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      }
      const query = next.toString();
      const address = query === '' ? path : `${path}?${query}`;
      // Next hears of it by itself and renders who reads the address.
      if (how === 'here') window.history.replaceState(null, '', address);
      else router[how](address, { scroll: false });
    },
    [router, how, path, params],
  );
  return { get: (name) => params.get(name), set };
}
