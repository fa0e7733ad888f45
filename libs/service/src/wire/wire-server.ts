import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ServiceEnvironment } from '../environment/service-environment.js';
import { answerClientError } from '../http/server.js';
import type { WireAnswer } from './wire-answer.js';
import { WireConnection, type ConnectionOwner } from './wire-connection.js';
import type { WireRequest } from './wire-request.js';

type Settings = Pick<
  ServiceEnvironment,
  'READ_TIMEOUT_MS' | 'WRITE_TIMEOUT_MS' | 'IDLE_TIMEOUT_MS' | 'REQUEST_BYTES_MAX'
>;

export interface WireFront {
  /** It and the addresses below it are served on the wire, e.g. `/v1/mcp`. */
  readonly path: string;
  serve(request: WireRequest, answer: WireAnswer): void;
}

/** Larger bodies are not worth a way of their own: reading them costs more than the library does. */
const BODY_BYTES_MAX = 1024 * 1024;
/** Clients are told a second less than they have, so that none writes into a connection that is being closed. */
const IDLE_GRACE_MS = 1_000;

/**
 * Takes connections off an HTTP server and answers simple requests for one prefix on the socket itself. What Node's HTTP
 * library makes for a request (two streams, a dozen listeners) costs more than the gateway's whole work on it; see
 * `docs/decisions`. Everything else on a connection goes to the library, which stays the judge of what is not simple.
 */
export class WireServer implements ConnectionOwner {
  readonly path: string;
  readonly idleSeconds: number;
  readonly bodyBytesMax: number;
  isClosing = false;
  private readonly timer: NodeJS.Timeout;
  private readonly library: ((socket: Socket) => void)[];
  private first: WireConnection | null = null;

  constructor(
    private readonly server: Server,
    private readonly settings: Settings,
    private readonly front: WireFront,
  ) {
    this.path = front.path;
    this.idleSeconds = Math.floor(settings.IDLE_TIMEOUT_MS / 1000);
    this.bodyBytesMax = Math.min(BODY_BYTES_MAX, settings.REQUEST_BYTES_MAX);
    this.library = server.listeners('connection') as ((socket: Socket) => void)[];
    if (this.library.length === 0) throw new Error('the HTTP server has no connection listener to leave requests to');
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => this.accept(socket));
    const shortest = Math.min(settings.READ_TIMEOUT_MS, settings.WRITE_TIMEOUT_MS, settings.IDLE_TIMEOUT_MS);
    this.timer = setInterval(() => this.sweep(), Math.max(10, Math.min(1_000, shortest / 5)));
    this.timer.unref();
  }

  /** Requests that are not answered yet. */
  get underWay(): number {
    let count = 0;
    for (let at = this.first; at !== null; at = at.next) if (at.isBusy) count++;
    return count;
  }

  /** Answers from now on tell clients that their connection ends; connections that wait for a request end at once. */
  beginClose(): void {
    this.isClosing = true;
    this.each((connection) => {
      if (!connection.isBusy) connection.socket.end();
    });
  }

  closeAll(): void {
    clearInterval(this.timer);
    this.each((connection) => connection.socket.destroy());
  }

  serve(request: WireRequest, answer: WireAnswer): void {
    this.front.serve(request, answer);
  }

  handOver(connection: WireConnection, read: Buffer): void {
    connection.release();
    this.left(connection);
    const { socket } = connection;
    socket.pause();
    socket.unshift(read);
    for (const listener of this.library) listener.call(this.server, socket);
    socket.resume();
  }

  left(connection: WireConnection): void {
    const { previous, next } = connection;
    if (previous !== null) previous.next = next;
    else if (this.first === connection) this.first = next;
    if (next !== null) next.previous = previous;
    // Else a dead connection that has grown old keeps its neighbours alive, and these theirs.
    connection.previous = connection.next = null;
  }

  private accept(socket: Socket): void {
    const connection = new WireConnection(socket, this);
    connection.next = this.first;
    if (this.first !== null) this.first.previous = connection;
    this.first = connection;
  }

  private sweep(): void {
    const nowMs = performance.now();
    this.each((connection) => this.look(connection, nowMs));
  }

  private look(connection: WireConnection, nowMs: number): void {
    const { socket, sinceMs } = connection;
    const { READ_TIMEOUT_MS, WRITE_TIMEOUT_MS, IDLE_TIMEOUT_MS } = this.settings;
    if (socket.writableLength > 0) {
      if (this.isUnread(connection, nowMs, WRITE_TIMEOUT_MS)) socket.destroy();
    } else if (connection.isReading) {
      if (nowMs - sinceMs > READ_TIMEOUT_MS) this.tooSlow(connection);
    } else if (!connection.isBusy) {
      // As with Node's own, the first request has to come within the time for reading one.
      const limitMs = connection.isFresh ? READ_TIMEOUT_MS : IDLE_TIMEOUT_MS + IDLE_GRACE_MS;
      if (nowMs - sinceMs > limitMs) socket.destroy();
    }
  }

  private isUnread(connection: WireConnection, nowMs: number, limitMs: number): boolean {
    const sent = connection.socket.bytesWritten - connection.socket.writableLength;
    if (sent !== connection.sentBytes || connection.sentAtMs === 0) {
      connection.sentBytes = sent;
      connection.sentAtMs = nowMs;
    }
    return nowMs - connection.sentAtMs > limitMs;
  }

  private tooSlow(connection: WireConnection): void {
    const { socket, hasAnswered } = connection;
    if (hasAnswered) return void socket.destroy();
    connection.release();
    this.left(connection);
    connection.giveUp();
    socket.on('error', () => socket.destroy());
    answerClientError(Object.assign(new Error('too slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  }

  /** In a way that lets `visit` take connections out of the list. */
  private each(visit: (connection: WireConnection) => void): void {
    for (let at = this.first; at !== null;) {
      const { next } = at;
      visit(at);
      at = next;
    }
  }
}
