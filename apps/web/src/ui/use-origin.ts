'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** `https://gateway.example.com`, as the browser has it; nothing in what the server writes. */
export const useOrigin = (): string =>
  useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  );
