import type { Aggregate } from './aggregate.js';
import type { Member } from './member.js';

/** What is known of a call on an endpoint that stands for several servers. */
export interface AggregateCall {
  readonly aggregate: Aggregate;
  /** The one that the call concerns; null for what concerns all of them. */
  readonly member: Member | null;
  /** Name or URI as the caller wrote it; empty where there is none. */
  readonly exposed: string;
}
