'use client';

import { createContext, useCallback, useContext, type ReactNode } from 'react';
import { ApiError } from '../api/api-error';
import type { Permission, PersonSession } from './session';

const SessionContext = createContext<PersonSession | null>(null);

export function SessionProvider({ session, children }: { session: PersonSession; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export interface UsedSession extends PersonSession {
  /** Whether they may do it at all, be it to what is their own: services decide about each thing. */
  can: (permission: Permission) => boolean;
  /** Why they may not, in a sentence; null where they may. */
  whyNot: (permission: Permission) => string | null;
}

export function useSession(): UsedSession {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession outside of SessionProvider');
  const answerTo = (permission: Permission) => session.permissions.find((answer) => answer.permission === permission);
  return {
    ...session,
    can: (permission) => answerTo(permission)?.allowed ?? false,
    whyNot: (permission) => answerTo(permission)?.why_not ?? null,
  };
}

/**
 * For what asks for a fresh sign-in: `if (confirmed(error)) return;` leads to the confirmation and back to `returnTo` (default:
 * this address) where that is what the error asks for, or to the sign-in where the session has ended. Put what is to be done
 * into `returnTo`, e.g. `?delete=ID`, so that the page opens its dialog again.
 */
export function useReauthentication(): (error: unknown, returnTo?: string) => boolean {
  return useCallback((error, returnTo) => {
    if (!(error instanceof ApiError)) return false;
    const page = PAGES_OF[error.code] ?? (error.status === 401 ? '/signin' : null);
    if (page === null) return false;
    const back = returnTo ?? window.location.pathname + window.location.search;
    window.location.assign(`${page}?return_to=${encodeURIComponent(back)}`);
    return true;
  }, []);
}

const PAGES_OF: Readonly<Record<string, string>> = {
  reauthentication_required: '/signin/confirm',
  mfa_required: '/signin/step-up',
};
