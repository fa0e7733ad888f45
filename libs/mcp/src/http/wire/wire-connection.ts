import type { OnReadOpts, Socket } from 'node:net';
import type { ResponseHead } from './response-head.js';
import { ResponseParser } from './response-parser.js';
import type { ResponseSink } from './response-parser.js';
import { WireError } from './wire-error.js';
import type { WireExchange } from './wire-exchange.js';
import type { WireHandler } from './wire-handler.js';

/** Up to here head and body go out as one piece, and so in one packet where they fit one. */
const JOINED_BYTES_MAX = 64 * 1024;
const IDLE_MS = 4_000;
const IDLE_MS_MAX = 10 * 60_000;
/** This much before the server may close an idle connection we do, so that no request is sent into that. */
const IDLE_MARGIN_MS = 1_000;

/** Whose connections these are. */
export interface ConnectionOwner {
  /** The answer has ended and the connection can be used again. */
  released(connection: WireConnection): void;
  /** Called once. */
  closed(connection: WireConnection): void;
}

const CONNECTION = Symbol('the connection of a socket');
type WireSocket = Socket & { [CONNECTION]?: WireConnection };

/**
 * For `net.connect`: every socket reads into one and the same buffer, which is free again when the callback returns. Where it
 * is not given (TLS, whose reads can nest), sockets hand on memory of their own, and connections take that as well.
 */
export const SHARED_READS: OnReadOpts = {
  buffer: Buffer.allocUnsafeSlow(64 * 1024),
  callback(this: WireSocket, bytesWritten: number, buffer: Uint8Array): boolean {
    const connection = this[CONNECTION];
    if (connection) connection.read((buffer as Buffer).subarray(0, bytesWritten), true);
    else this.destroy();
    return true;
  },
};

/** One socket to a server, with at most one request on it. */
export class WireConnection implements ResponseSink {
  /** Until when it may be used while it is idle, on the clock of `performance.now()`. */
  idleUntilMs = performance.now() + IDLE_MS;
  private exchange: WireExchange | null = null;
  private isPaused = false;
  private isClosed = false;
  private readonly parser = new ResponseParser(this);

  /** @param socket connected; it belongs to this connection from now on */
  constructor(
    private readonly socket: Socket,
    private readonly owner: ConnectionOwner,
  ) {
    (socket as WireSocket)[CONNECTION] = this;
    socket.on('data', (chunk: Buffer) => this.read(chunk, false));
    socket.on('end', () => this.ended());
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new WireError('WIRE_CLOSED', 'closed before the answer was complete')));
  }

  send(exchange: WireExchange): void {
    const { head, body } = exchange;
    this.exchange = exchange;
    exchange.connection = this;
    this.parser.start(exchange.isHead);
    this.write(head, body);
    exchange.head = '';
    exchange.body = null;
  }

  /** Called by the socket's reads. @param areBorrowed whether the bytes are used for others afterwards */
  read(bytes: Buffer, areBorrowed: boolean): void {
    // Bytes that nobody asked for would be taken for the next answer.
    if (this.exchange === null) return this.close();
    try {
      const taken = this.parser.push(bytes, areBorrowed);
      if (this.parser.isComplete) this.complete(taken === bytes.length);
    } catch (error) {
      this.fail(error as Error);
    }
  }

  onHead(head: ResponseHead): void {
    const { exchange } = this;
    exchange?.handler?.onResponseStart(exchange, head.status, head);
  }

  onBody(chunk: Buffer): void {
    const { exchange } = this;
    exchange?.handler?.onResponseData(exchange, chunk);
  }

  pause(): void {
    if (this.isPaused) return;
    this.isPaused = true;
    this.socket.pause();
  }

  resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.socket.resume();
  }

  /** Ends the connection, and with an error the request that is on it. */
  fail(error: Error): void {
    const { exchange } = this;
    this.close();
    exchange?.fail(error);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.exchange = null;
    this.parser.stop();
    this.socket.destroy();
    this.owner.closed(this);
  }

  private write(head: string, body: Buffer | string | null): void {
    const { socket } = this;
    if (body === null || typeof body === 'string') {
      socket.write(body === null ? head : head + body, 'latin1');
    } else if (body.length <= JOINED_BYTES_MAX) {
      const joined = Buffer.allocUnsafe(head.length + body.length);
      joined.write(head, 'latin1');
      body.copy(joined, head.length);
      socket.write(joined);
    } else {
      socket.cork();
      socket.write(head, 'latin1');
      socket.write(body);
      socket.uncork();
    }
  }

  private ended(): void {
    if (this.exchange === null) return this.close();
    try {
      this.parser.end();
      this.complete(false);
    } catch (error) {
      this.fail(error as Error);
    }
  }

  /** @param isClean whether nothing followed the answer */
  private complete(isClean: boolean): void {
    const exchange = this.exchange as WireExchange;
    const handler = exchange.finish() as WireHandler;
    this.exchange = null;
    // An answer that came before all of the request was sent leaves a rest that the server may take for the next one.
    const isReusable = isClean && this.parser.isReusable && this.socket.writableLength === 0 && this.stayIdle();
    if (!isReusable) this.close();
    try {
      handler.onResponseEnd(exchange);
    } catch (error) {
      handler.onResponseError(exchange, error as Error);
    }
    if (isReusable && !this.isClosed) this.owner.released(this);
  }

  /** Decides how long it may be idle. @returns whether at all */
  private stayIdle(): boolean {
    const { keepAliveMs } = this.parser.head;
    const idleMs = keepAliveMs < 0 ? IDLE_MS : Math.min(keepAliveMs - IDLE_MARGIN_MS, IDLE_MS_MAX);
    if (idleMs <= 0) return false;
    this.idleUntilMs = performance.now() + idleMs;
    this.resume();
    return true;
  }
}
