import type { Socket } from 'node:net';
import { readRequestHead, type RequestHead } from './request-head.js';
import { WireAnswer, type AnswerOwner } from './wire-answer.js';
import { WireRequest } from './wire-request.js';

/** What a connection needs of the server that it belongs to. */
export interface ConnectionOwner {
  readonly path: string;
  readonly idleSeconds: number;
  readonly isClosing: boolean;
  /** Bodies above this are Node's. */
  readonly bodyBytesMax: number;
  serve(request: WireRequest, answer: WireAnswer): void;
  /** Gives the connection to Node's HTTP library, with what was read of its next request. */
  handOver(connection: WireConnection, read: Buffer): void;
  left(connection: WireConnection): void;
}

/** What a client may send ahead of the answer that it waits for. */
const AHEAD_BYTES_MAX = 64 * 1024;

/**
 * A connection on which simple requests are read and answered without Node's HTTP library. The first that is not simple
 * makes it Node's for good.
 */
export class WireConnection implements AnswerOwner {
  /** Neighbours in the server's list. */
  previous: WireConnection | null = null;
  next: WireConnection | null = null;
  /** On the monotonic clock: when the request under way began to come in, or the last one was answered. */
  sinceMs = performance.now();
  /** For the server, which looks whether an answer is being read. */
  sentBytes = 0;
  sentAtMs = 0;
  /** Whether anything was ever asked on it. */
  isFresh = true;
  private request: WireRequest | null = null;
  private answer: WireAnswer | null = null;
  private ahead: Buffer | null = null;

  constructor(
    readonly socket: Socket,
    private readonly owner: ConnectionOwner,
  ) {
    socket.on('data', this.onData);
    socket.on('end', this.onEnd);
    socket.on('close', this.onClose);
    socket.on('error', ignore);
  }

  get keepsAlive(): boolean {
    return !this.owner.isClosing;
  }

  get idleSeconds(): number {
    return this.owner.idleSeconds;
  }

  get isBusy(): boolean {
    return this.request !== null;
  }

  /** Whether a request's body is still to come. */
  get isReading(): boolean {
    return this.request !== null && !this.request.isComplete;
  }

  /** Whether an error can still be told instead of an answer. */
  get hasAnswered(): boolean {
    return this.answer !== null && this.answer.started;
  }

  /** Part of {@link AnswerOwner}. */
  answered(): void {
    if (this.request?.isComplete === true) this.finish();
  }

  /** Stops listening: somebody else has the socket now. */
  release(): void {
    const { socket } = this;
    socket.removeListener('data', this.onData);
    socket.removeListener('end', this.onEnd);
    socket.removeListener('close', this.onClose);
    socket.removeListener('error', ignore);
  }

  private readonly onData = (chunk: Buffer): void => {
    const { request } = this;
    if (request === null) return this.ahead === null ? this.read(chunk) : this.keepAhead(chunk);
    const surplus = request.add(chunk);
    if (surplus !== null) this.keepAhead(surplus);
    // It was refused before its body had come: the rest is read past.
    if (request.isComplete && this.answer?.hasEnded === true) this.finish();
  };

  /** Clients that close their half while they wait are gone, as Node's server sees it. */
  private readonly onEnd = (): void => {
    this.giveUp();
    this.socket.end();
  };

  private readonly onClose = (): void => {
    this.giveUp();
    this.owner.left(this);
  };

  /** Ends the exchange under way, if there is one, without an answer. */
  giveUp(): void {
    const { request, answer } = this;
    this.request = this.answer = this.ahead = null;
    request?.leave(answer?.hasEnded === true);
  }

  private read(bytes: Buffer): void {
    const head = readRequestHead(bytes, this.owner.path);
    if (head === null || head.contentLength > this.owner.bodyBytesMax) return this.owner.handOver(this, bytes);
    this.begin(head, bytes);
  }

  private begin(head: RequestHead, bytes: Buffer): void {
    this.isFresh = false;
    this.sinceMs = performance.now();
    const request = new WireRequest(head, this.socket);
    const surplus = request.add(head.bodyStart === bytes.length ? EMPTY : bytes.subarray(head.bodyStart));
    if (surplus !== null) this.keepAhead(surplus);
    const answer = new WireAnswer(this.socket, this);
    this.request = request;
    this.answer = answer;
    this.owner.serve(request, answer);
  }

  private keepAhead(bytes: Buffer): void {
    this.ahead = this.ahead === null ? bytes : Buffer.concat([this.ahead, bytes]);
    if (this.ahead.length > AHEAD_BYTES_MAX) this.socket.pause();
  }

  private finish(): void {
    const { request, socket } = this;
    this.request = this.answer = null;
    this.sinceMs = performance.now();
    request?.leave(true);
    if (this.owner.isClosing) return void socket.end();
    if (this.ahead === null) return;
    // What was sent ahead waits until this answer is read: else a client that never reads fills our memory.
    if (socket.writableLength > 0) socket.once('drain', this.readAhead);
    else setImmediate(this.readAhead);
  }

  private readonly readAhead = (): void => {
    const { ahead, socket } = this;
    if (ahead === null || this.request !== null || socket.destroyed) return;
    this.ahead = null;
    if (socket.isPaused()) socket.resume();
    this.read(ahead);
  };
}

const EMPTY = Buffer.alloc(0);
const ignore = (): void => undefined;
