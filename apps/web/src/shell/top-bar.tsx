'use client';

import { THEMES, themeOf, THEME_COOKIE, type Theme } from '@gatewayops/design';
import { Building2, ChevronsUpDown, LogOut, Monitor, Moon, Search, Sun, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { Button, IconButton } from '../ui/button';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine, MenuLink } from '../ui/menu';
import { useOrganizationSwitch } from './organization-switch';
import { chooseTheme } from './theme';

const { shell } = texts;

export function OrganizationMenu() {
  const { organization_id, organizations } = useSession();
  const { change } = useOrganizationSwitch();
  const current = organizations.find(({ id }) => id === organization_id);
  const trigger = (
    <Button look="quiet" className="min-w-0 shrink!" aria-label={`${shell.organization}: ${current?.name ?? ''}`}>
      <Building2 aria-hidden />
      <span className="truncate">{current?.name}</span>
      <ChevronsUpDown aria-hidden className="text-soft" />
    </Button>
  );
  return (
    <Menu trigger={trigger} align="start">
      <MenuLabel>{shell.organization}</MenuLabel>
      {organizations.map(({ id, name }) => (
        <MenuChoice key={id} checked={id === organization_id} onSelect={() => change.mutate(id)}>
          <span className="truncate">{name}</span>
        </MenuChoice>
      ))}
    </Menu>
  );
}

export function SearchButton({ onOpen }: { onOpen: () => void }) {
  return (
    <>
      <Button onClick={onOpen} className="text-soft hidden! w-56 justify-between! lg:inline-flex!">
        <span className="inline-flex items-center gap-2">
          <Search aria-hidden />
          {shell.search}
        </span>
        <kbd className="font-sans text-xs">⌘K</kbd>
      </Button>
      <span className="lg:hidden">
        <IconButton label={shell.searchShort} icon={<Search aria-hidden />} onClick={onOpen} />
      </span>
    </>
  );
}

const ICONS: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

export function ThemeMenu() {
  const [theme, setTheme] = useState<Theme | null>(null);
  const shown = theme ?? (typeof document === 'undefined' ? null : currentTheme());
  return (
    <Menu trigger={<IconButton label={shell.theme} icon={<Sun aria-hidden />} />}>
      <MenuLabel>{shell.theme}</MenuLabel>
      {THEMES.map((choice) => {
        const Icon = ICONS[choice];
        const choose = (): void => {
          chooseTheme(choice);
          setTheme(choice);
        };
        return (
          <MenuChoice key={choice} checked={choice === shown} onSelect={choose}>
            <Icon aria-hidden />
            {shell.themes[choice]}
          </MenuChoice>
        );
      })}
    </Menu>
  );
}

const currentTheme = (): Theme => themeOf(new RegExp(`(?:^|; )${THEME_COOKIE}=(\\w+)`).exec(document.cookie)?.[1]);

export function PersonMenu() {
  const { user } = useSession();
  const { signOutNow } = useOrganizationSwitch();
  const name = user.name ?? user.email;
  return (
    <Menu trigger={<IconButton label={shell.person(name)} icon={<UserRound aria-hidden />} />}>
      <MenuLabel>
        <span className="text-ink block font-medium">{name}</span>
        <span className="block">{user.email}</span>
      </MenuLabel>
      <MenuLine />
      <MenuLink href="/account">
        <UserRound aria-hidden />
        {shell.account}
      </MenuLink>
      <MenuItem onSelect={signOutNow}>
        <LogOut aria-hidden />
        {shell.signOut}
      </MenuItem>
    </Menu>
  );
}
