import { texts } from '../texts';

const MICRO_DIGITS = 6;
const { language } = texts;
const whole = new Intl.NumberFormat(language);
const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });

/**
 * Dollars, exact to the millionth: at least two digits, then as many as there are. Takes millionths, or decimal dollars as text.
 * No arithmetic with fractions: `1234567` becomes `$1.234567`.
 */
export function formatMoney(amount: bigint | number | string): string {
  const micro = typeof amount === 'string' ? microOf(amount) : BigInt(amount);
  const digits = (micro < 0n ? -micro : micro).toString().padStart(MICRO_DIGITS + 1, '0');
  const fraction = digits.slice(-MICRO_DIGITS).replace(/0+$/, '').padEnd(2, '0');
  return `${micro < 0n ? '−' : ''}$${whole.format(BigInt(digits.slice(0, -MICRO_DIGITS)))}.${fraction}`;
}

/** Millionths of decimal text. @throws RangeError for what is no such number */
export function microOf(decimal: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,6})0*)?$/.exec(decimal);
  if (match === null) throw new RangeError('no amount with at most six decimals');
  const [, sign, dollars = '0', fraction = ''] = match;
  const micro = BigInt(dollars + fraction.padEnd(MICRO_DIGITS, '0'));
  return sign === '-' ? -micro : micro;
}

export const formatNumber = (value: number): string => whole.format(value);
/** `12.3K` where there is no room for more. */
export const formatShort = (value: number): string => short.format(value);

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? whole.format(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** `850 µs`, `12.3 ms`, `1.24 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(microseconds: number): string {
  if (microseconds < 1_000) return `${whole.format(Math.round(microseconds))} µs`;
  const ms = microseconds / 1_000;
  if (ms < 1_000) return `${ms < 100 && ms % 1 !== 0 ? ms.toFixed(1) : whole.format(Math.round(ms))} ms`;
  const seconds = ms / 1_000;
  if (seconds < 60) return `${seconds.toFixed(2)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${whole.format(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

const EXACT: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'medium' };
const utc = new Intl.DateTimeFormat(language, { ...EXACT, timeZone: 'UTC' });

/** In UTC, with its name. */
export const formatUtc = (iso: string): string => `${utc.format(new Date(iso))} UTC`;

/** In the zone of who reads: in the browser only. */
export function formatLocal(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  if (date.toDateString() === now.toDateString()) return date.toLocaleTimeString(language, clock);
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return date.toLocaleString(language, { day: 'numeric', month: 'short', ...year, ...clock });
}
