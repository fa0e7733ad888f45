import { sessionSeal, type SessionSeal } from './front-session.js';
import { parkedStateSeal, type ParkedStateSeal } from '../legs/bridge/to-legacy/parked-state.js';
import { requestStateSeal, type RequestStateSeal } from './request-state.js';
import { sseAddressSeal, type SseAddressSeal } from './sse/sse-address.js';

/** All that clients carry for us. */
export interface Seals {
  readonly sessions: SessionSeal;
  readonly requestStates: RequestStateSeal;
  readonly parkedStates: ParkedStateSeal;
  readonly sseAddresses: SseAddressSeal;
}

/**
 * @param secret the same on all replicas, of 32 bytes
 * @param sessionLifeMs of a client's session
 */
export const sealsWith = (secret: Buffer, sessionLifeMs: number): Seals => ({
  sessions: sessionSeal(secret, sessionLifeMs),
  requestStates: requestStateSeal(secret),
  parkedStates: parkedStateSeal(secret),
  sseAddresses: sseAddressSeal(secret),
});
