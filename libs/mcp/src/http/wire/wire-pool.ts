import type { Socket } from 'node:net';
import { WireConnection } from './wire-connection.js';
import type { ConnectionOwner } from './wire-connection.js';
import { WireError } from './wire-error.js';
import { ExchangeQueue, WireExchange } from './wire-exchange.js';
import type { Opening, WaitingRoom } from './wire-exchange.js';
import type { WireHandler } from './wire-handler.js';

const SWEEP_MS = 500;

export interface WirePoolOptions {
  connectionsMax: number;
  /** Opens a socket within a time of its own, and calls back once, at once or later. */
  connect: (callback: (error: Error | null, socket: Socket | null) => void) => void;
  /** Called with how many more (1) or fewer (-1) there are. */
  onConnections: (change: 1 | -1) => void;
}

export interface WireRequest {
  /** Up to and with the empty line, of parts that `headerLine` and `requestLine` made. */
  head: string;
  /** A string stands for the bytes that its characters are. */
  body: Buffer | string | null;
  /** Whether the method is HEAD; not, unless it says so. */
  isHead?: boolean;
}

/**
 * Keep-alive connections to one server, each with one request at a time. A request goes out on the connection that was used
 * last, so that few stay warm; when all are busy a new one is opened for it, and it takes whichever is free first; when there
 * are as many as there may be, it waits. How many wait is bounded by who calls.
 */
export class WirePool implements ConnectionOwner, WaitingRoom {
  /** Used last, last. */
  private readonly idle: WireConnection[] = [];
  private readonly connections = new Set<WireConnection>();
  private readonly openings: Opening[] = [];
  private readonly queue = new ExchangeQueue();
  private sweeper: NodeJS.Timeout | null = null;
  private isDestroyed = false;

  constructor(private readonly options: WirePoolOptions) {}

  dispatch(request: WireRequest, handler: WireHandler): void {
    const exchange = new WireExchange(this, handler, request.head, request.body, request.isHead ?? false);
    handler.onRequestStart(exchange);
    // It may have ended the request at once.
    if (exchange.handler === null) return;
    if (this.isDestroyed) return exchange.fail(destroyed());
    const connection = this.takeIdle();
    if (connection) return connection.send(exchange);
    this.queue.push(exchange);
    this.openFor(exchange);
  }

  /** Ends all requests with an error, and all connections. */
  destroy(): void {
    this.isDestroyed = true;
    if (this.sweeper) clearInterval(this.sweeper);
    this.sweeper = null;
    for (const connection of this.connections) connection.fail(destroyed());
    for (let waiting = this.queue.first; waiting; waiting = this.queue.first) {
      this.withdraw(waiting);
      waiting.fail(destroyed());
    }
  }

  withdraw(exchange: WireExchange): void {
    this.queue.remove(exchange);
    const { opening } = exchange;
    if (!opening) return;
    opening.exchange = exchange.opening = null;
    // The connection will still come, for one who waits and has none coming.
    this.openForWaiting();
  }

  released(connection: WireConnection): void {
    const waiting = this.queue.first;
    if (waiting) {
      this.withdraw(waiting);
      connection.send(waiting);
      return;
    }
    this.idle.push(connection);
    if (this.sweeper === null) this.sweeper = setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  closed(connection: WireConnection): void {
    const at = this.idle.lastIndexOf(connection);
    if (at >= 0) this.idle.splice(at, 1);
    this.connections.delete(connection);
    this.options.onConnections(-1);
    this.openForWaiting();
  }

  private takeIdle(): WireConnection | null {
    for (let connection = this.idle.pop(); connection; connection = this.idle.pop()) {
      if (connection.idleUntilMs > performance.now()) return connection;
      connection.close();
    }
    return null;
  }

  private openForWaiting(): void {
    for (let waiting = this.queue.first; waiting && !this.isDestroyed; waiting = waiting.next) {
      if (!waiting.opening && !this.openFor(waiting)) return;
    }
  }

  /** Sees to it that a connection comes for one who waits. @returns false when there are as many as there may be */
  private openFor(exchange: WireExchange): boolean {
    const spare = this.openings.find((opening) => opening.exchange === null);
    if (!spare && this.connections.size + this.openings.length >= this.options.connectionsMax) return false;
    const opening = spare ?? { exchange: null };
    opening.exchange = exchange;
    exchange.opening = opening;
    if (!spare) this.open(opening);
    return true;
  }

  private open(opening: Opening): void {
    this.openings.push(opening);
    try {
      this.options.connect((error, socket) => {
        if (socket) this.opened(opening, socket);
        else this.notOpened(opening, error ?? new WireError('WIRE_CLOSED', 'no connection'));
      });
    } catch (error) {
      this.notOpened(opening, error as Error);
    }
  }

  private opened(opening: Opening, socket: Socket): void {
    this.forget(opening);
    if (this.isDestroyed) {
      socket.destroy();
      return;
    }
    const connection = new WireConnection(socket, this);
    this.connections.add(connection);
    this.options.onConnections(1);
    this.released(connection);
  }

  private notOpened(opening: Opening, error: Error): void {
    const { exchange } = opening;
    this.forget(opening);
    if (exchange) {
      this.queue.remove(exchange);
      exchange.fail(error);
    }
    this.openForWaiting();
  }

  private forget(opening: Opening): void {
    const at = this.openings.indexOf(opening);
    if (at >= 0) this.openings.splice(at, 1);
    if (opening.exchange) opening.exchange.opening = null;
    opening.exchange = null;
  }

  /** Closes what was idle for too long; the timer runs only while something is. */
  private sweep(): void {
    const nowMs = performance.now();
    for (const connection of this.idle.filter(({ idleUntilMs }) => idleUntilMs <= nowMs)) connection.close();
    if (this.idle.length > 0 || this.sweeper === null) return;
    clearInterval(this.sweeper);
    this.sweeper = null;
  }
}

const destroyed = (): WireError => new WireError('WIRE_DESTROYED', 'the connections to this server were closed');
