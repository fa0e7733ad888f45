import {
  Activity,
  ChartColumn,
  CircleDollarSign,
  FlaskConical,
  KeyRound,
  PlugZap,
  Rocket,
  ScrollText,
  Server,
  Settings,
  Users,
  type LucideIcon,
} from 'lucide-react';
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

const { audit, connections, costs, keys, overview, people, playground, servers, settings, shell, start } = texts;
const { nav } = shell;

/**
 * The pages, in the order of the sidebar. Adding a page is a line here and a folder in `src/app/(app)`; the sidebar, the
 * palette and the start page know of it then.
 */
export const PAGES: readonly PageEntry[] = [
  { href: '/', title: overview.title, icon: ChartColumn, needs: 'traces:read', words: overview.words },
  { href: '/traces', title: nav.traces, icon: Activity, needs: 'traces:read', words: nav.tracesWords },
  { href: '/costs', title: costs.title, icon: CircleDollarSign, needs: 'costs:read', words: costs.words },
  { href: '/servers', title: servers.title, icon: Server, needs: 'mcp_servers:read', words: nav.serversWords },
  {
    href: '/playground',
    title: playground.title,
    icon: FlaskConical,
    needs: 'mcp_servers:read',
    words: nav.playgroundWords,
  },
  { href: '/keys', title: keys.title, icon: KeyRound, needs: 'api_keys:read', words: keys.words },
  { href: '/people', title: people.title, icon: Users, needs: 'members:read', words: people.words },
  { href: '/audit', title: audit.title, icon: ScrollText, needs: 'audit:read', words: audit.words },
  {
    href: '/connections',
    title: connections.title,
    icon: PlugZap,
    needs: 'connections:read',
    words: nav.connectionsWords,
  },
  { href: '/settings', title: settings.title, icon: Settings, words: settings.words },
  { href: '/start', title: start.title, icon: Rocket, words: start.words },
];

/** Whether an address is of a page: the page itself, or below it. */
export const isAt = (path: string, { href }: PageEntry): boolean => path === href || path.startsWith(`${href}/`);
