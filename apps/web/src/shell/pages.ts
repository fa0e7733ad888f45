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

const { pages } = texts.shell.nav;

/**
 * The pages, in the order of the sidebar. Adding a page is a line here and a folder in `src/app/(app)`; the sidebar, the
 * palette and the start page know of it then.
 */
export const PAGES: readonly PageEntry[] = [
  { href: '/', ...pages.overview, icon: ChartColumn, needs: 'traces:read' },
  { href: '/traces', ...pages.traces, icon: Activity, needs: 'traces:read' },
  { href: '/costs', ...pages.costs, icon: CircleDollarSign, needs: 'costs:read' },
  { href: '/servers', ...pages.servers, icon: Server, needs: 'mcp_servers:read' },
  { href: '/playground', ...pages.playground, icon: FlaskConical, needs: 'mcp_servers:read' },
  { href: '/keys', ...pages.keys, icon: KeyRound, needs: 'api_keys:read' },
  { href: '/people', ...pages.people, icon: Users, needs: 'members:read' },
  { href: '/audit', ...pages.audit, icon: ScrollText, needs: 'audit:read' },
  { href: '/connections', ...pages.connections, icon: PlugZap, needs: 'connections:read' },
  { href: '/settings', ...pages.settings, icon: Settings },
  { href: '/start', ...pages.start, icon: Rocket },
];

/** Whether an address is of a page: the page itself, or below it. */
export const isAt = (path: string, { href }: PageEntry): boolean => path === href || path.startsWith(`${href}/`);
