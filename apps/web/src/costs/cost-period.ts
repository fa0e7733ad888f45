/** Days of the address, UTC: `?period=30d`, or `?from=2026-11-01&to=2026-11-22` with both days in it. */
export const PERIODS = ['today', '7d', '30d', '90d', 'month', 'last-month'] as const;
export type PeriodName = (typeof PERIODS)[number];
export interface Period {
  /** null: chosen by its days. */
  name: PeriodName | null;
  start_date: string;
  end_date: string;
}

const DAY_MS = 86_400_000;
const DAYS_MAX = 366;
const HOURS_UP_TO_DAYS = 2;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** What an address says, where it makes sense; else the last 30 days. Named periods end today, or with their month. */
export function readPeriod(get: (name: string) => string | null | undefined, now = Date.now()): Period {
  const [from, to] = [get('from') ?? '', get('to') ?? ''];
  if (isPeriod(from, to)) return { name: null, start_date: from, end_date: to };
  const name = PERIODS.find((period) => period === get('period')) ?? '30d';
  const today = new Date(now);
  const monthAt = (offset: number, day: number): string =>
    dayOf(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + offset, day));
  if (name === 'month') return { name, start_date: monthAt(0, 1), end_date: dayOf(now) };
  // Day 0 is the last of the month before.
  if (name === 'last-month') return { name, start_date: monthAt(-1, 1), end_date: monthAt(0, 0) };
  const days = { today: 1, '7d': 7, '30d': 30, '90d': 90 }[name];
  return { name, start_date: dayOf(now - (days - 1) * DAY_MS), end_date: dayOf(now) };
}

/** Two days, the first not after the last, at most a year in all. */
export function isPeriod(from: string, to: string): boolean {
  const days = daysOf(from, to);
  return days >= 1 && days <= DAYS_MAX;
}

/** How many days, both counted; NaN where one is no day. */
export function daysOf(from: string, to: string): number {
  const [start, end] = [from, to].map((day) =>
    /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN,
  );
  return ((end ?? Number.NaN) - (start ?? Number.NaN)) / DAY_MS + 1;
}

/** As many days, right before. */
export function periodBefore({ start_date, end_date }: Period): { start_date: string; end_date: string } {
  const start = Date.parse(`${start_date}T00:00:00Z`);
  return { start_date: dayOf(start - daysOf(start_date, end_date) * DAY_MS), end_date: dayOf(start - DAY_MS) };
}

/** The same as instants, the end left out, and how finely it is drawn. */
export function instantsOf({ start_date, end_date }: Period): { from: string; to: string; interval: 'hour' | 'day' } {
  const end = Date.parse(`${end_date}T00:00:00Z`) + DAY_MS;
  const interval = daysOf(start_date, end_date) <= HOURS_UP_TO_DAYS ? 'hour' : 'day';
  return { from: `${start_date}T00:00:00.000Z`, to: new Date(end).toISOString(), interval };
}
