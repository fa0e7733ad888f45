'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { Permission } from '../session/session';
import { useSession } from '../session/session-context';
import { texts } from '../texts';

const { nav } = texts.people;

const SECTIONS: readonly { href: string; title: string; needs: Permission }[] = [
  { href: '/people', title: nav.members, needs: 'members:read' },
  { href: '/people/invitations', title: nav.invitations, needs: 'members:read' },
  { href: '/people/teams', title: nav.teams, needs: 'teams:read' },
  { href: '/people/roles', title: nav.roles, needs: 'roles:read' },
  { href: '/people/service-accounts', title: nav.accounts, needs: 'service_accounts:read' },
  { href: '/people/sso', title: nav.sso, needs: 'sso:read' },
  { href: '/people/scim', title: nav.scim, needs: 'sso:read' },
  { href: '/people/security', title: nav.security, needs: 'organization:read' },
];

/** The parts of the page, as a row of links that scrolls where it is wider than there is room. */
export function PeopleNav() {
  const path = usePathname();
  const { can } = useSession();
  const isAt = (href: string): boolean =>
    href === '/people' ? path === href || path.startsWith('/people/members') : path.startsWith(href);
  return (
    <nav aria-label={nav.label} className="border-line flex min-w-0 gap-1 overflow-x-auto border-b">
      {SECTIONS.filter(({ needs }) => can(needs)).map(({ href, title }) => (
        <Link
          key={href}
          href={href}
          aria-current={isAt(href) ? 'page' : undefined}
          className={clsx(
            'border-b-2 px-3 py-2 font-medium whitespace-nowrap -outline-offset-2!',
            isAt(href) ? 'border-accent text-ink' : 'text-soft border-transparent hover:text-ink',
          )}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
