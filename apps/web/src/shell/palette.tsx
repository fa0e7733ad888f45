'use client';

import { THEMES } from '@gatewayops/design';
import { Command } from 'cmdk';
import { Building2, LogOut, Monitor, UserRound, type LucideIcon } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { useOrganizationSwitch } from './organization-switch';
import { usePageActions } from './page-actions';
import { PAGES } from './pages';
import { chooseTheme } from './theme';

const { shell } = texts;

/** Everything by its name: pages, what the page at hand can do, organisations, themes. */
export function Palette({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const { can, organizations, organization_id } = useSession();
  const { change, signOutNow } = useOrganizationSwitch();
  const actions = usePageActions((state) => state.actions);
  const others = organizations.filter(({ id }) => id !== organization_id);
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      label={shell.searchHint}
      overlayClassName="fixed inset-0 z-40 bg-[#00000066]"
      contentClassName="bg-surface border-line shadow-pop fixed top-[12vh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-lg border"
    >
      <Command.Input
        placeholder={shell.search}
        className="border-line h-11 w-full border-b bg-transparent px-4 outline-none"
      />
      <Command.List className="max-h-[60vh] overflow-y-auto p-2 [&_[cmdk-group-heading]]:text-soft [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs">
        <Command.Empty className="text-soft p-4 text-center">{shell.nothingFound}</Command.Empty>
        <Command.Group heading={shell.pages}>
          {PAGES.filter(({ needs }) => needs === undefined || can(needs)).map(({ href, title, icon, words }) => (
            <Entry key={href} icon={icon} title={title} words={words} onSelect={then(() => router.push(href))} />
          ))}
        </Command.Group>
        <Command.Group heading={shell.actions}>
          {actions.map(({ title, icon, run }) => (
            <Entry key={title} icon={icon} title={title} onSelect={then(run)} />
          ))}
          {others.map(({ id, name }) => (
            <Entry key={id} icon={Building2} title={shell.switchTo(name)} onSelect={then(() => change.mutate(id))} />
          ))}
          {THEMES.map((theme) => (
            <Entry
              key={theme}
              icon={Monitor}
              title={shell.themeAction(shell.themes[theme])}
              onSelect={then(() => chooseTheme(theme))}
            />
          ))}
          <Entry icon={UserRound} title={shell.account} onSelect={then(() => window.location.assign('/account'))} />
          <Entry icon={LogOut} title={shell.signOut} onSelect={then(signOutNow)} />
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}

function Entry({
  icon: Icon,
  title,
  words,
  onSelect,
}: {
  icon: LucideIcon;
  title: string;
  words?: string | undefined;
  onSelect: () => void;
}) {
  return (
    <Command.Item
      value={title}
      {...(words === undefined ? {} : { keywords: words.split(' ') })}
      onSelect={onSelect}
      className="data-[selected=true]:bg-accent-wash data-[selected=true]:text-accent flex h-9 cursor-pointer items-center gap-2.5 rounded px-2"
    >
      <Icon className="size-4" aria-hidden />
      {title}
    </Command.Item>
  );
}
