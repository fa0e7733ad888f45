import type { ReactNode } from 'react';

/** What a table stands in. */
export function Panel({ children }: { children: ReactNode }) {
  return <div className="border-line bg-surface min-w-0 rounded-lg border">{children}</div>;
}
