import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { ApiError } from '../api/api-error';
import { serverApi } from '../api/server-api';
import type { PersonSession } from './session';

/** Set by the front: see `src/front/front.ts`. */
const PATH_HEADER = 'x-gatewayops-path';

/**
 * The session of who asks, with the permissions in the organisation that they work in. Who is not signed in is led to the sign-in
 * and back. @throws ApiError where the auth service cannot say
 */
export const loadSession = cache(async (): Promise<PersonSession> => {
  const { auth } = await serverApi();
  try {
    const { data: session } = await auth.GET('/v1/auth/session');
    if (session === undefined) throw new ApiError(500, 'unknown', '', null, { details: [], retryAfterSeconds: null });
    if (session.organization_id === null) return { ...session, permissions: [] };
    const { data: permissions } = await auth.GET('/v1/auth/permissions');
    return { ...session, permissions: permissions?.items ?? [] };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const back = encodeURIComponent(await askedPath());
    if (error.status === 401) redirect(`/signin?return_to=${back}`);
    if (error.code === 'mfa_required') redirect(`/signin/step-up?return_to=${back}`);
    throw error;
  }
});

/** Path and query that were asked for, without Next's own mark of a navigation. */
async function askedPath(): Promise<string> {
  const asked = (await headers()).get(PATH_HEADER) ?? '/';
  const url = new URL(asked, 'http://localhost');
  url.searchParams.delete('_rsc');
  return url.pathname + url.search;
}
