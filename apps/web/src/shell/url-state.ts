'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

export interface UrlState {
  get: (name: string) => string | null;
  /** Sets some at once; null takes one away. The page stays where it is scrolled to. */
  set: (changes: Readonly<Record<string, string | null>>) => void;
}

/** What the address says after `?`. A change is a step of the browser's history only with `push`. */
export function useUrlState(how: 'replace' | 'push' = 'replace'): UrlState {
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
      router[how](query === '' ? path : `${path}?${query}`, { scroll: false });
    },
    [router, how, path, params],
  );
  return { get: (name) => params.get(name), set };
}
