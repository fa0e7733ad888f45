import { GatewayOpsError, type Principal } from '@gatewayops/contracts';
import type { Call } from '../request-path/call.js';
import type { OpenExchanges } from './open-exchanges.js';

/** Holds a key to a number of streams that are open at once on this gateway: they have no end of their own. */
export class StreamLimit {
  constructor(
    private readonly open: OpenExchanges,
    private readonly perKeyMax: number,
  ) {}

  /**
   * For a call that opens one; it is among the open already. Counted each time: who counts along must not miss an end.
   * @throws GatewayOpsError `overloaded`
   */
  check(call: Call & { readonly principal: Principal }): void {
    const { keyId } = call.principal;
    let count = 0;
    for (const exchange of this.open.all()) {
      if (exchange.call.principal?.keyId === keyId && isStream(exchange.call)) count++;
    }
    if (count <= this.perKeyMax) return;
    throw new GatewayOpsError('overloaded', {
      message: `This key has ${this.perKeyMax} event streams open here. Close one, or raise \`STREAMS_PER_KEY_MAX\`.`,
    });
  }
}

/** For requests that are a part of one that was counted. */
export const NO_STREAM_LIMIT: Pick<StreamLimit, 'check'> = { check: () => undefined };

/** Lasts for as long as its client likes. */
export function isStream({ inbound, operation }: Call): boolean {
  if (operation === null) return false;
  if (operation.kind === 'transport') return inbound.httpMethod === 'GET';
  return operation.method === 'subscriptions/listen';
}
