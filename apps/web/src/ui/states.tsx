import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { texts } from '../texts';

/** Where data will be. Shows after 300 ms only: what is there before that needs no sign. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('appear-late bg-raised rounded', className)} />;
}

export function SkeletonRows({ count = 8 }: { count?: number }) {
  return (
    <div role="status" aria-label={texts.ui.loading} className="grid gap-2 p-3">
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} className="h-7" />
      ))}
    </div>
  );
}

/** Nothing is here: says why, and what to do. */
export function EmptyState({ title, hint, children }: { title: string; hint?: ReactNode; children?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-12 text-center">
      <p className="text-base font-semibold">{title}</p>
      {hint !== undefined && <p className="text-soft max-w-prose">{hint}</p>}
      {children}
    </div>
  );
}

/** The head of a page: its name, what it is in a short line, what can be done. */
export function PageHead({
  title,
  hint,
  actions,
  above,
}: {
  title: ReactNode;
  hint?: ReactNode;
  actions?: ReactNode;
  above?: ReactNode;
}) {
  return (
    <div className="grid gap-1">
      {above}
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="min-w-0 text-lg font-semibold break-words">{title}</h1>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {hint !== undefined && <p className="text-soft max-w-prose">{hint}</p>}
    </div>
  );
}
