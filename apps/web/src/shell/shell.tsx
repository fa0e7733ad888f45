'use client';

import { clsx } from 'clsx';
import { MenuIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useState, type ReactNode } from 'react';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { IconButton } from '../ui/button';
import { Sheet } from '../ui/dialog';
import { PageGuard } from './page-guard';
import { isAt, PAGES } from './pages';
import { OrganizationMenu, PersonMenu, SearchButton, ThemeMenu } from './top-bar';

const { shell } = texts;

/** Loaded when it is first opened: most pages are left without it. */
const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });

/** What is around every page: where one is, where one can go, who one is. */
export function Shell({ children }: { children: ReactNode }) {
  const [menuOpen, setMenuOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  useShortcuts(() => setPaletteOpen(true));
  return (
    <div className="md:grid md:grid-cols-[var(--side-width)_minmax(0,1fr)]">
      <a
        href="#content"
        className="bg-surface text-accent sr-only z-50 rounded px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {shell.skip}
      </a>
      <aside className="border-line bg-surface sticky top-0 hidden h-dvh overflow-y-auto border-r md:block">
        <Brand />
        <Navigation />
      </aside>
      <div className="min-w-0">
        <header className="border-line bg-surface sticky top-0 z-30 flex h-(--bar-height) items-center gap-1 border-b px-2 md:px-4">
          <span className="md:hidden">
            <IconButton label={shell.openMenu} icon={<MenuIcon aria-hidden />} onClick={() => setMenuOpen(true)} />
          </span>
          <OrganizationMenu />
          <span className="flex-1" />
          <SearchButton onOpen={() => setPaletteOpen(true)} />
          <ThemeMenu />
          <PersonMenu />
        </header>
        <main id="content" tabIndex={-1} className="mx-auto grid max-w-[120rem] gap-3 p-3 outline-none md:p-5">
          <PageGuard>{children}</PageGuard>
        </main>
      </div>
      <Sheet side="left" open={menuOpen} onOpenChange={setMenuOpen} title={texts.product}>
        <div className="-mx-4">
          <Navigation onGo={() => setMenuOpen(false)} />
        </div>
      </Sheet>
      {paletteOpen && <Palette onClose={() => setPaletteOpen(false)} />}
    </div>
  );
}

function Brand() {
  return (
    <Link href="/" className="flex h-(--bar-height) items-center gap-2 px-4 font-semibold">
      <svg viewBox="0 0 32 32" className="size-6" aria-hidden>
        <rect width="32" height="32" rx="7" className="fill-accent-fill" />
        <path d="M7 16h7m4 0h7M14 9v14m4-14v14" className="stroke-on-accent" strokeWidth="3" strokeLinecap="round" />
      </svg>
      {texts.product}
    </Link>
  );
}

function Navigation({ onGo }: { onGo?: () => void }) {
  const path = usePathname();
  const { can } = useSession();
  const shown = PAGES.filter(({ needs }) => needs === undefined || can(needs));
  return (
    <nav aria-label={shell.nav.label} className="grid gap-0.5 p-2">
      {shown.map((page) => (
        <Link
          key={page.href}
          href={page.href}
          onClick={onGo}
          aria-current={isAt(path, page) ? 'page' : undefined}
          className={clsx(
            'flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium',
            isAt(path, page) ? 'bg-accent-wash text-accent' : 'text-ink hover:bg-raised',
          )}
        >
          <page.icon className="size-4" aria-hidden />
          {page.title}
        </Link>
      ))}
    </nav>
  );
}

/** ⌘K or Ctrl-K opens the palette; `/` goes to the search of the page, which is marked `data-page-search`. */
function useShortcuts(openPalette: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPalette();
      } else if (event.key === '/' && !isTyping(event.target)) {
        const search = document.querySelector<HTMLInputElement>('[data-page-search]');
        if (search === null) return;
        event.preventDefault();
        search.focus();
        search.select();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
