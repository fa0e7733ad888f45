import { TrendingDown, TrendingUp } from 'lucide-react';
import { clsx } from 'clsx';
import { texts } from '../texts';

const words = texts.overview.change;
const PERCENT = new Intl.NumberFormat(texts.language, { style: 'percent', maximumFractionDigits: 1 });
/** Beyond that a share says less than the two numbers. */
const SHARE_MAX = 10;

export const formatShare = (share: number): string => PERCENT.format(share);

/** How much a figure is above or below what it was; `worse` says which of the two is bad news, where one is. */
export function Change({
  now,
  before,
  format,
  worse,
}: {
  now: number | null;
  before: number | null | undefined;
  format: (value: number) => string;
  worse?: 'more';
}) {
  // undefined: not kept; null: no calls, so nothing to compare with.
  if (before === undefined) return <>{words.gone}</>;
  if (before === null || now === null) return <>{words.none}</>;
  if (now === before) return <>{words.same}</>;
  const more = now > before;
  const share = before === 0 ? Number.POSITIVE_INFINITY : Math.abs(now - before) / before;
  const Icon = more ? TrendingUp : TrendingDown;
  const tone = worse === undefined ? 'text-ink' : more ? 'text-bad' : 'text-ok';
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1">
      {share <= SHARE_MAX && (
        <span className={clsx('inline-flex items-center gap-1 font-medium whitespace-nowrap', tone)}>
          <Icon className="size-3.5" aria-hidden />
          {more ? words.more(formatShare(share)) : words.less(formatShare(share))}
        </span>
      )}
      <span>{words.against(format(before))}</span>
    </span>
  );
}
