import { subscriptionOver } from '../../legs/subscription-messages.js';
import type { ValueAnswer } from '../../request-path/answer.js';
import type { RoutedCall } from '../../request-path/call.js';
import type { Aggregate } from '../aggregate.js';
import type { AggregateParts } from '../aggregate-parts.js';
import { Subscription } from './subscription.js';
import { wantedOf } from './wanted.js';

/** `subscriptions/listen` on several servers: one stream of what all of them say. Ends when the client does, or none is left. */
export async function listenToAll(call: RoutedCall, aggregate: Aggregate, parts: AggregateParts): Promise<ValueAnswer> {
  const wanted = await wantedOf(call, aggregate, parts);
  const stop = call.inbound.keepAlive();
  const subscription = new Subscription(call, aggregate, wanted, parts);
  try {
    await subscription.run();
  } finally {
    subscription.close();
    stop();
  }
  return subscriptionOver(call.operation.id!);
}
