'use client';

import { clsx } from 'clsx';
import { texts } from '../texts';
import { formatDuration } from '../ui/format';
import type { Bar } from './stages';

const words = texts.traces.detail;
const INDENT_REM = 0.9;
const PERCENT = 100;

const COLOURS: Record<Bar['kind'], string> = {
  call: 'bg-(--chart-1)',
  attempt: 'bg-(--chart-2)',
  wait: 'bg-(--chart-3)',
  stage: 'bg-(--line-strong)',
};

/** Bars over the time of a trace. A bar of a span can be chosen; those of stages belong to theirs. */
export function Waterfall({
  bars,
  chosen,
  onChoose,
}: {
  bars: readonly Bar[];
  chosen: string | null;
  onChoose: (spanId: string) => void;
}) {
  const totalUs = Math.max(1, ...bars.map(({ startUs, lengthUs }) => startUs + lengthUs));
  return (
    <ol className="grid" aria-label={words.timeline}>
      {bars.map((bar) => (
        <li key={bar.id}>
          <button
            type="button"
            aria-pressed={bar.span.span_id === chosen && bar.kind !== 'stage'}
            onClick={() => onChoose(bar.span.span_id)}
            className={clsx(
              'grid w-full grid-cols-[minmax(8rem,35%)_1fr_4.5rem] items-center gap-2 rounded px-2 text-left -outline-offset-2!',
              bar.kind === 'stage' ? 'text-soft h-6 text-xs' : 'h-8',
              bar.span.span_id === chosen && bar.kind !== 'stage' ? 'bg-accent-wash' : 'hover:bg-raised',
            )}
          >
            <span className="truncate" style={{ paddingLeft: `${bar.depth * INDENT_REM}rem` }}>
              <span className="sr-only">{words.kinds[bar.kind]}: </span>
              {bar.name}
            </span>
            <span className="bg-raised relative h-2 rounded-full">
              <span
                className={clsx(
                  'absolute inset-y-0 min-w-[3px] rounded-full',
                  bar.status === 'success' ? COLOURS[bar.kind] : 'bg-bad',
                )}
                style={{
                  left: `min(${(bar.startUs / totalUs) * PERCENT}%, 100% - 3px)`,
                  width: `${(bar.lengthUs / totalUs) * PERCENT}%`,
                }}
              />
            </span>
            <span className="figures text-right text-xs">{formatDuration(bar.lengthUs)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
