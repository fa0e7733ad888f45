import type { Exchange } from './exchange.js';

/** A place in {@link OpenExchanges}. */
export interface OpenPlace {
  exchange: Exchange | null;
  previous: OpenPlace | null;
  next: OpenPlace | null;
}

/**
 * The exchanges that are under way. A list and no `Set`: a set that changes with every call is copied again and again, and
 * each dead copy in V8's old generation keeps the exchanges alive that it held, until the next major collection. So a
 * place lets go of everything when it is left.
 */
export class OpenExchanges {
  private readonly head: OpenPlace = { exchange: null, previous: null, next: null };

  add(exchange: Exchange): OpenPlace {
    const { head } = this;
    const place: OpenPlace = { exchange, previous: head, next: head.next };
    if (head.next !== null) head.next.previous = place;
    head.next = place;
    return place;
  }

  remove(place: OpenPlace): void {
    const { previous, next } = place;
    if (previous !== null) previous.next = next;
    if (next !== null) next.previous = previous;
    place.exchange = place.previous = place.next = null;
  }

  /** All that are open now. */
  all(): Exchange[] {
    const exchanges: Exchange[] = [];
    for (let place = this.head.next; place !== null; place = place.next) {
      if (place.exchange !== null) exchanges.push(place.exchange);
    }
    return exchanges;
  }
}
