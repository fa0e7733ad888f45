'use client';

import type { LucideIcon } from 'lucide-react';
import { useEffect } from 'react';
import { create } from 'zustand';

export interface PageAction {
  title: string;
  icon: LucideIcon;
  run: () => void;
}

export const usePageActions = create<{ actions: readonly PageAction[] }>(() => ({ actions: [] }));

/** What the page at hand can do, for the palette, while it is shown. Keep the array between renders (`useMemo`). */
export function useOfferActions(actions: readonly PageAction[]): void {
  useEffect(() => {
    usePageActions.setState({ actions });
    return () => usePageActions.setState({ actions: [] });
  }, [actions]);
}
