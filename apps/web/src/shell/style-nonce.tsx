'use client';

import { setNonce } from 'get-nonce';

/** Dialogs add a style sheet that keeps what is behind them from scrolling: it needs the nonce of the page. */
export function StyleNonce({ nonce }: { nonce: string }) {
  if (typeof window !== 'undefined') setNonce(nonce);
  return null;
}
