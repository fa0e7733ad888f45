import { SUBSCRIPTION_KEY } from '@gatewayops/mcp';
import type { ValueAnswer } from '../request-path/answer.js';

/** The member by which a message says of which subscription it is (2026-07-28, Subscriptions). @param id raw, of the client's request */
export const subscriptionMeta = (id: Buffer): string => `"_meta":{"${SUBSCRIPTION_KEY}":${id.toString()}}`;

/** The answer to a `subscriptions/listen` that is over. @param id raw, of the client's request */
export const subscriptionOver = (id: Buffer): ValueAnswer => ({
  kind: 'value',
  outcome: 'result',
  body: Buffer.from(`{"resultType":"complete",${subscriptionMeta(id)}}`),
  attempts: [],
});
