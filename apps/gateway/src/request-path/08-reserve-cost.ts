import { GatewayOpsError } from '@gatewayops/contracts';
import type { EventPublisher } from '@gatewayops/streams';
import type { PriceBooks } from '../organization/price-books.js';
import type { Call } from './call.js';
import { stage } from './stage.js';

/** What the events of one call can take at most: two masked bodies in base64, and the fields and texts around them. */
export const EVENT_BYTES_MAX = 4 * 64 * 1024 + 16 * 1024;

/** Estimates the call from the price card in force; only tool calls have a price of their own. */
export const reserveCost = (prices: PriceBooks) =>
  stage('reserve-cost', ['principal', 'operation', 'server', 'authorized'], ['cost'], (call) => {
    if (call.operation.method !== 'tools/call') {
      call.cost = { card: null, estimateMicroUsd: 0 };
      return;
    }
    const card = prices.cardFor(call.principal.orgId, call.server.name, call.operation.name);
    if (!(card instanceof Promise)) {
      call.cost = { card, estimateMicroUsd: card?.priceMicroUsd ?? 0 };
      return;
    }
    return card.then((late) => {
      call.cost = { card: late, estimateMicroUsd: late?.priceMicroUsd ?? 0 };
    });
  });

/**
 * With strict delivery a call is not sent before there is room to record it: 503 `delivery_unavailable`. Asked here, as
 * the last thing before the upstream, because afterwards the call cannot be refused any more.
 */
export const reserveDelivery = (publisher: EventPublisher, delivery: 'async' | 'strict') =>
  stage('reserve-delivery', ['operation', 'cost'], ['delivery'], (call) => {
    if (delivery === 'strict' && isRecorded(call) && !publisher.reserve(EVENT_BYTES_MAX)) {
      throw new GatewayOpsError('delivery_unavailable');
    }
    call.delivery = true;
  });

/** Gives the room of a call back, once it is answered; one that was refused before it had room has none to give. */
export function releaseDelivery(call: Call, publisher: EventPublisher, delivery: 'async' | 'strict'): void {
  if (delivery === 'strict' && call.delivery === true && isRecorded(call)) publisher.release(EVENT_BYTES_MAX);
}

/** Messages and streams leave no record. A stream stays open for hours, and would hold its room as long. */
const isRecorded = (call: Call): boolean => call.operation?.kind === 'request';
