import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export function Card({
  title,
  actions,
  children,
  className,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={clsx('border-line bg-surface min-w-0 rounded-lg border', className)}>
      {(title !== undefined || actions !== undefined) && (
        <div className="border-line flex min-h-10 items-center justify-between gap-3 border-b px-4 py-1.5">
          <h2 className="font-semibold">{title}</h2>
          {actions}
        </div>
      )}
      <div className="p-4">{children}</div>
    </section>
  );
}

/** A number with its name, and how it was before. */
export function Stat({ label, value, hint }: { label: ReactNode; value: ReactNode; hint?: ReactNode }) {
  return (
    <div className="border-line bg-surface grid min-w-0 content-start gap-0.5 rounded-lg border px-4 py-3">
      <p className="text-soft text-xs">{label}</p>
      <p className="figures truncate text-xl font-semibold">{value}</p>
      {hint !== undefined && <p className="text-soft text-xs">{hint}</p>}
    </div>
  );
}

/** Names and values, two columns where there is room. */
export function Facts({ facts }: { facts: readonly (readonly [label: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-1.5">
      {facts.map(([label, value], index) => (
        // Rows have no identity but their place.
        <div key={index} className="contents">
          <dt className="text-soft">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
