import { CallTraced } from '@gatewayops/contracts';

/** 2020 to 2100: outside of it a time is a mistake, and would make partitions of its own. */
const TIME_MS_MIN = Date.UTC(2020);
const TIME_MS_MAX = Date.UTC(2100);

const isPlausible = (timeMs: number): boolean => timeMs >= TIME_MS_MIN && timeMs < TIME_MS_MAX;

/** What the worker takes from the stream: an event that ClickHouse will take, too, or else a dead letter. */
export const TraceEvent = CallTraced.refine(
  ({ payload }) => payload.spans.every((span) => isPlausible(span.startTimeMs) && isPlausible(span.endTimeMs)),
  'a span is not between 2020 and 2100',
);

/** The month in which the call began: the partition that its spans go to. */
export const monthOf = ({ payload }: CallTraced): string =>
  new Date(payload.spans[0]?.startTimeMs ?? 0).toISOString().slice(0, 7).replace('-', '');
