import { CallPriced } from '@gatewayops/contracts';

/** 2020 to 2100: outside of it a time is a mistake, and would make partitions of its own. */
const TIME_MS_MIN = Date.UTC(2020);
const TIME_MS_MAX = Date.UTC(2100);

/** What the worker takes from the stream: an event that ClickHouse will take, too, or else a dead letter. */
export const CostEventOnStream = CallPriced.refine(
  ({ occurredAt }) => occurredAt >= TIME_MS_MIN && occurredAt < TIME_MS_MAX,
  'the call was not between 2020 and 2100',
);

/** The partition that the call's cost goes to. */
export const monthOf = ({ occurredAt }: CallPriced): string =>
  new Date(occurredAt).toISOString().slice(0, 7).replace('-', '');
