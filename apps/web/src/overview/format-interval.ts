'use client';

import { useSyncExternalStore } from 'react';
import { texts } from '../texts';

type Interval = 'minute' | 'five_minutes' | 'hour' | 'day';

const never = () => () => undefined;
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const date = { day: 'numeric', month: 'short' } as const;

/**
 * Names the intervals of a chart by their begin: a day in UTC, as services cut days there, anything shorter in the zone of who
 * reads. The server does not know that zone: its HTML has UTC, which the browser replaces.
 */
export function useIntervalFormat(interval: Interval): (iso: string) => string {
  const local = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const zone = local && interval !== 'day' ? {} : { timeZone: 'UTC' };
  const parts = interval === 'day' ? date : interval === 'hour' ? { ...date, ...clock } : clock;
  return (iso) => new Date(iso).toLocaleString(texts.language, { ...parts, ...zone });
}
