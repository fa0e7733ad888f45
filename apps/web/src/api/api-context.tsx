'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { createApi, type Api } from './clients';
import { newQueryClient } from './query-client';

const ApiContext = createContext<Api | null>(null);

/** The services, from the browser: same origin, changes with the session's token. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('useApi outside of ApiProvider');
  return api;
}

export function ApiProvider({ csrfToken, children }: { csrfToken: string; children: ReactNode }) {
  const [queries] = useState(newQueryClient);
  const api = useMemo(() => {
    // On the server nothing is asked while a page is written: what it needs was prefetched.
    const origin = typeof window === 'undefined' ? 'http://localhost' : window.location.origin;
    return createApi({ baseUrl: () => origin, headers: {}, csrfToken });
  }, [csrfToken]);
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </ApiContext>
  );
}
