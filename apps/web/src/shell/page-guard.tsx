'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { PEOPLE_SECTIONS } from '../people/people-sections';
import type { Permission } from '../session/session';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { EmptyState } from '../ui/states';
import { PAGES } from './pages';

/** What needs more than the page it is below. */
const BELOW: readonly { href: string; needs: Permission }[] = [
  { href: '/keys/new', needs: 'api_keys:create' },
  { href: '/servers/new', needs: 'mcp_servers:create' },
  { href: '/people/roles/new', needs: 'roles:create' },
  ...PEOPLE_SECTIONS,
];

/**
 * A page for those who may see it, and for all others what they lack: one sentence in place of a page full of refusals. The
 * services decide; this only says it sooner.
 */
export function PageGuard({ children }: { children: ReactNode }) {
  const needs = neededAt(usePathname());
  const { whyNot } = useSession();
  const reason = needs === undefined ? null : whyNot(needs);
  return reason === null ? children : <EmptyState title={texts.ui.errors.forbidden} hint={reason} />;
}

/** Of the entries that an address is at or below, the nearest one. */
function neededAt(path: string): Permission | undefined {
  return [...PAGES, ...BELOW]
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .toSorted((a, b) => b.href.length - a.href.length)[0]?.needs;
}
