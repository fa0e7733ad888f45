'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** The address that people see: the server does not know it, so its HTML has none, which the browser replaces. */
export const useOrigin = (): string =>
  useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  );
