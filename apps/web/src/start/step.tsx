import { Check } from 'lucide-react';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import { Badge } from '../ui/badge';

const words = texts.start;

/** A step, and whether it is done. */
export function Step({
  number,
  title,
  hint,
  state,
  children,
}: {
  number: number;
  title: string;
  hint: string;
  state: 'done' | 'open' | 'waiting';
  children: ReactNode;
}) {
  const done = state === 'done';
  return (
    <li className="border-line bg-surface grid min-w-0 grid-cols-[auto_minmax(0,1fr)] gap-x-3 rounded-lg border p-4">
      <span
        aria-hidden
        className={clsx(
          'grid size-7 place-items-center rounded-full text-xs font-semibold',
          done ? 'bg-ok-wash text-ok' : 'bg-raised text-ink',
        )}
      >
        {done ? <Check className="size-4" /> : number}
      </span>
      <div className="grid min-w-0 gap-3">
        <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
          <h2 className="font-semibold">
            <span className="sr-only">{number}. </span>
            {title}
          </h2>
          <span role="status">
            <Badge tone={done ? 'ok' : state === 'waiting' ? 'accent' : 'neutral'}>{words.states[state]}</Badge>
          </span>
          <p className="text-soft w-full">{hint}</p>
        </div>
        {children}
      </div>
    </li>
  );
}
