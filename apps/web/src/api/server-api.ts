import 'server-only';
import { headers } from 'next/headers';
import { cache } from 'react';
import { webEnvironment } from '../env';
import { createApi, type Api, type ServiceName } from './clients';

const ADDRESSES = { auth: 'AUTH_URL', cost: 'COST_URL', trace: 'TRACE_URL', alert: 'ALERT_URL' } as const;

/** The services as the person sees them who asked for the page: with their cookie, and from their address. Reads only. */
export const serverApi = cache(async (): Promise<Api> => {
  const asked = await headers();
  const passed = Object.fromEntries(
    ['cookie', 'x-forwarded-for', 'x-forwarded-proto'].flatMap((name) => {
      const value = asked.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const environment = webEnvironment();
  const baseUrl = (service: ServiceName): string => environment[ADDRESSES[service]].replace(/\/$/, '');
  return createApi({ baseUrl, headers: passed, csrfToken: null });
});
