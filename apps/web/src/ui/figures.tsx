'use client';

import { useSyncExternalStore } from 'react';
import { texts } from '../texts';
import { formatDuration, formatLocal, formatMoney, formatNumber, formatUtc } from './format';

const never = () => () => undefined;

/** Local time, UTC on hover. The server does not know the zone of who reads: its HTML has UTC, which the browser replaces. */
export function Time({ iso }: { iso: string }) {
  const text = useSyncExternalStore(
    never,
    () => formatLocal(iso),
    () => formatUtc(iso),
  );
  return (
    <time dateTime={iso} title={formatUtc(iso)} className="figures whitespace-nowrap">
      {text}
    </time>
  );
}

/** Exact: from millionths of a dollar, or from decimal dollars as text. */
export function Money({
  micro,
  decimal,
}: { micro: number | bigint; decimal?: never } | { micro?: never; decimal: string }) {
  return <span className="figures whitespace-nowrap">{formatMoney(micro ?? decimal ?? 0)}</span>;
}

export function Num({ value, unit }: { value: number | null; unit?: string }) {
  return (
    <span className="figures whitespace-nowrap">
      {value === null ? texts.ui.none : formatNumber(value)}
      {unit === undefined || value === null ? '' : ` ${unit}`}
    </span>
  );
}

/** From one of the two. */
export function Duration({ ms, us }: { ms?: number; us?: number }) {
  return <span className="figures whitespace-nowrap">{formatDuration(us ?? (ms ?? 0) * 1_000)}</span>;
}
