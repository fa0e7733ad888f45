'use client';

import { cloneElement, lazy, Suspense, useState } from 'react';
import type { MenuProps } from './menu-parts';

/** What menus are made of is loaded when somebody is about to open one: no page needs it before. */
const load = () => import('./menu-parts');

const OpenedMenu = lazy(() => load().then(({ Menu: component }) => ({ default: component })));
export const MenuItem = lazy(() => load().then(({ MenuItem: component }) => ({ default: component })));
export const MenuLink = lazy(() => load().then(({ MenuLink: component }) => ({ default: component })));
export const MenuChoice = lazy(() => load().then(({ MenuChoice: component }) => ({ default: component })));
export const MenuLabel = lazy(() => load().then(({ MenuLabel: component }) => ({ default: component })));
export const MenuLine = lazy(() => load().then(({ MenuLine: component }) => ({ default: component })));

/** A button's menu. */
export function Menu(props: MenuProps) {
  const [wasOpened, setWasOpened] = useState(false);
  const preload = (): void => void load().catch(() => undefined);
  const button = cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setWasOpened(true),
    onKeyDown: ({ key }) => key === 'ArrowDown' && setWasOpened(true),
    onPointerEnter: preload,
    onFocus: preload,
  });
  if (!wasOpened) return button;
  return (
    <Suspense fallback={button}>
      <OpenedMenu {...props} />
    </Suspense>
  );
}
