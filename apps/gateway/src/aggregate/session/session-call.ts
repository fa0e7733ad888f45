import type { Seals } from '../../front/seals.js';
import type { RoutedCall } from '../../request-path/call.js';
import type { AggregateParts } from '../aggregate-parts.js';
import type { SessionAsk } from './session-parts.js';

/** A request of a session's client. */
export interface SessionCall extends SessionAsk {
  readonly call: RoutedCall;
  readonly seals: Seals;
  readonly parts: AggregateParts;
}
