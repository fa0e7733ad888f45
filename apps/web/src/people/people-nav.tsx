'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { PEOPLE_SECTIONS } from './people-sections';

const { nav } = texts.people;

/** The parts of the page, as a row of links that scrolls where it is wider than there is room. */
export function PeopleNav() {
  const path = usePathname();
  const { can } = useSession();
  const isAt = (href: string): boolean =>
    href === '/people' ? path === href || path.startsWith('/people/members') : path.startsWith(href);
  return (
    <nav aria-label={nav.label} className="border-line flex min-w-0 gap-1 overflow-x-auto border-b">
      {PEOPLE_SECTIONS.filter(({ needs }) => can(needs)).map(({ href, title }) => (
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
