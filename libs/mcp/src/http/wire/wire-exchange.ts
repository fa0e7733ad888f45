import type { WireController, WireHandler } from './wire-handler.js';

/** A connection that is being opened, and who gets to hear when that fails: nobody, when they were served by another. */
export interface Opening {
  exchange: WireExchange | null;
}

/** What an exchange needs of the connection that it is on. */
export interface ExchangeConnection {
  pause(): void;
  resume(): void;
  /** Ends the connection, and with an error the request that is on it. */
  fail(error: Error): void;
}

/** Where a request can wait. */
export interface WaitingRoom {
  withdraw(exchange: WireExchange): void;
}

/**
 * One request on its way: in the pool's queue, on a connection, or over. It holds nothing of its request once that is over,
 * since a handler may keep it as its controller.
 */
export class WireExchange implements WireController {
  /** Neighbours in the queue. */
  previous: WireExchange | null = null;
  next: WireExchange | null = null;
  isWaiting = false;
  /** The connection that is being opened for it while it waits. */
  opening: Opening | null = null;
  connection: ExchangeConnection | null = null;

  /**
   * @param head of the request, up to and with the empty line
   * @param body as bytes, or as a string of which each character is one byte
   * @param isHead whether the method is HEAD, whose answer has no body whatever its length says
   */
  constructor(
    private readonly room: WaitingRoom,
    public handler: WireHandler | null,
    public head: string,
    public body: Buffer | string | null,
    readonly isHead: boolean,
  ) {}

  pause(): void {
    this.connection?.pause();
  }

  resume(): void {
    this.connection?.resume();
  }

  abort(reason: Error): void {
    if (this.connection) return this.connection.fail(reason);
    this.room.withdraw(this);
    this.fail(reason);
  }

  /** Tells the handler that it is over, unless it has been told. */
  fail(error: Error): void {
    this.finish()?.onResponseError(this, error);
  }

  /** Lets go of everything. @returns the handler, which has still to be told of the end; null when it has been */
  finish(): WireHandler | null {
    const { handler } = this;
    this.handler = this.connection = null;
    this.head = '';
    this.body = null;
    return handler;
  }
}

/** Exchanges in the order in which they came. Out of turn, each can leave it at once. */
export class ExchangeQueue {
  first: WireExchange | null = null;
  private last: WireExchange | null = null;

  push(exchange: WireExchange): void {
    exchange.isWaiting = true;
    exchange.previous = this.last;
    if (this.last) this.last.next = exchange;
    else this.first = exchange;
    this.last = exchange;
  }

  remove(exchange: WireExchange): void {
    if (!exchange.isWaiting) return;
    const { previous, next } = exchange;
    if (previous) previous.next = next;
    else this.first = next;
    if (next) next.previous = previous;
    else this.last = previous;
    exchange.isWaiting = false;
    // One that has grown old would else keep its neighbours, and these theirs, until a major collection.
    exchange.previous = exchange.next = null;
  }
}
