import { Activity, KeyRound, ScrollText, Settings, Users, type LucideIcon } from 'lucide-react';
import type { Permission } from '../session/session';
import { texts } from '../texts';

export interface PageEntry {
  href: string;
  title: string;
  icon: LucideIcon;
  /** Shown to people who may do this; to everybody where there is none. */
  needs?: Permission;
  /** Other words that the palette finds it by. */
  words?: string;
}

const { nav } = texts.shell;

/**
 * The pages, in the order of the sidebar. Adding a page is a line here and a folder in `src/app/(app)`; the sidebar, the
 * palette and the start page know of it then.
 */
export const PAGES: readonly PageEntry[] = [
  { href: '/traces', title: nav.traces, icon: Activity, needs: 'traces:read', words: nav.tracesWords },
  { href: '/keys', title: texts.keys.title, icon: KeyRound, needs: 'api_keys:read', words: texts.keys.words },
  { href: '/people', title: texts.people.title, icon: Users, needs: 'members:read', words: texts.people.words },
  { href: '/audit', title: texts.audit.title, icon: ScrollText, needs: 'audit:read', words: texts.audit.words },
  { href: '/settings', title: texts.settings.title, icon: Settings, words: texts.settings.words },
];

/** Whether an address is of a page: the page itself, or below it. */
export const isAt = (path: string, { href }: PageEntry): boolean => path === href || path.startsWith(`${href}/`);
