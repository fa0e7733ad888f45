import { buildRequest } from '../raw/edit.js';
import { parseMessage } from '../raw/message.js';
import type { RpcMessage } from '../raw/message.js';
import { bytesOf, isObject, memberOf, numberOf, RawJsonError, saysIsError } from '../raw/slice.js';
import type { Slice } from '../raw/slice.js';
import type { CancelSignal } from './cancel-signal.js';
import { subscriptionId, withCallersSubscription, withCallersToken } from './envelope.js';
import { callerLeft, LegFailure } from './leg.js';
import type { Deadline, TimerWheel } from './timer-wheel.js';

export interface PairedAnswer {
  kind: 'result' | 'error';
  body: Buffer;
  isError: boolean;
}

export interface PairedCall {
  /** From `nextId`. */
  id: number;
  timeoutMs: number;
  /** The caller's own; the server was given `id` instead. */
  progressToken: Buffer | null;
  /** Of a subscription: the caller's own id of it; the server was given `id` instead. */
  callersId?: Buffer | undefined;
  onMessage?: ((raw: Buffer) => void) | undefined;
  signal?: CancelSignal | undefined;
}

interface Pending extends PairedCall {
  deadline: Deadline;
  left: () => void;
  resolve(answer: PairedAnswer): void;
  reject(failure: LegFailure): void;
}

/**
 * The calls under way on one connection on which answers come in any order: told apart by ids that are unique on it. What
 * the server says beside answers is dealt with here, too. Bounded by the bulkhead, which each call has passed.
 */
export class PendingCalls {
  private readonly calls = new Map<number, Pending>();
  private lastId = 0;

  /**
   * @param tell sends a message that nobody waits for; may throw a LegFailure, which then nobody hears of
   * @param onQuiet called when the last call has ended
   * @param client hears what the server says of its own accord, where the connection is one client's
   * @param heard gets the method of each notification but progress
   */
  constructor(
    private readonly wheel: TimerWheel,
    private readonly tell: (message: Buffer) => void,
    private readonly onQuiet: () => void,
    private readonly client: ((message: RpcMessage) => void) | null = null,
    private readonly heard?: (method: string) => void,
  ) {}

  get size(): number {
    return this.calls.size;
  }

  nextId(): number {
    return ++this.lastId;
  }

  /**
   * @param send sends the request; called at once, unless the caller has left already
   * @throws LegFailure when `send` does, the time is up, the caller leaves or the connection ends
   */
  start(request: PairedCall, send: () => void): Promise<PairedAnswer> {
    return new Promise((resolve, reject) => {
      const { id, signal } = request;
      if (signal?.aborted) return reject(callerLeft());
      const deadline = this.wheel.after(request.timeoutMs, () =>
        this.giveUp(id, new LegFailure('timeout', 'The MCP server took too long to answer.')),
      );
      const left = (): void => this.giveUp(id, callerLeft());
      const call: Pending = { ...request, deadline, left, resolve, reject };
      this.calls.set(id, call);
      signal?.addEventListener('abort', left, { once: true });
      try {
        send();
      } catch (error) {
        this.settle(call);
        reject(error);
      }
    });
  }

  /** Takes one message of the server. Bytes that are none are nobody's answer and left aside. */
  receive(bytes: Buffer): void {
    const message = parseMessage(bytes);
    if (message.kind === 'fault' || message.kind === 'batch') return;
    if (message.kind === 'request') return this.client ? this.client(message) : this.refuse(message);
    if (message.kind === 'notification') return this.relay(message);
    const call = this.calls.get(Number(message.id?.toString('latin1')));
    const value = message.result ?? message.error;
    if (!call) return;
    if (isObject(value)) {
      const isResult = message.kind === 'response';
      const kind = isResult ? 'result' : 'error';
      this.answer(call.id, { kind, body: bytesOf(value), isError: isResult && saysIsError(value) });
    } else {
      this.fail(
        call.id,
        new LegFailure('upstream_error', 'The MCP server answered with something that is not JSON-RPC.'),
      );
    }
  }

  /** A message of the server that is too large to be taken. @param head its first bytes, as many as are known */
  overlong(head: Buffer): void {
    const id = /"id"\s*:\s*(\d+)/.exec(head.toString('latin1'))?.[1];
    const failure = new LegFailure('upstream_error', 'The answer of the MCP server is larger than is accepted.', {
      countsAgainst: false,
    });
    // Without a name in its first bytes it may be anybody's, so it fails all: better than leaving them to wait.
    if (id !== undefined && this.calls.has(Number(id))) this.fail(Number(id), failure);
    else this.failAll(failure);
  }

  /** Without effect where the call is over. */
  answer(id: number, answer: PairedAnswer): void {
    const call = this.calls.get(id);
    if (call) this.settle(call).resolve(answer);
  }

  /** Without effect where the call is over. */
  fail(id: number, failure: LegFailure): void {
    const call = this.calls.get(id);
    if (call) this.settle(call).reject(failure);
  }

  failAll(failure: LegFailure): void {
    for (const call of this.calls.values()) this.settle(call).reject(failure);
  }

  private giveUp(id: number, failure: LegFailure): void {
    if (!this.calls.has(id)) return;
    this.fail(id, failure);
    const params = Buffer.from(`{"requestId":${id},"reason":"The caller waits no more."}`);
    this.tellIfThere(buildRequest(null, 'notifications/cancelled', params));
  }

  private settle(call: Pending): Pending {
    this.calls.delete(call.id);
    call.deadline.cancel();
    call.signal?.removeEventListener('abort', call.left);
    if (this.calls.size === 0) this.onQuiet();
    return call;
  }

  /** Progress goes to the call whose token it carries. Anything else names none: it goes to the only call, if there is one. */
  private relay(message: RpcMessage): void {
    const { method, params } = message;
    if (method !== null && method !== 'notifications/progress') this.heard?.(method);
    if (method === 'notifications/progress') {
      const token = isObject(params) ? numberOf(progressToken(params)) : null;
      const call = token === null ? undefined : this.calls.get(token);
      if (call?.progressToken) {
        call.onMessage?.(Buffer.from(withCallersToken(message.bytes, params, call.progressToken, call.id)));
      }
    } else if (this.client) {
      this.client(message);
    } else {
      const subscription = this.subscriptionOf(message);
      if (subscription) {
        subscription.onMessage?.(withCallersSubscription(message.bytes, params, subscription.callersId!));
      } else {
        this.onlyCall()?.onMessage?.(bytesOf(message.bytes));
      }
    }
  }

  /** Subscriptions do not count: what is theirs names them. */
  private onlyCall(): Pending | null {
    let only: Pending | null = null;
    for (const call of this.calls.values()) {
      if (call.callersId) continue;
      if (only) return null;
      only = call;
    }
    return only;
  }

  /** Messages of a subscription carry the id of the request that opened it (2026-07-28, subscriptions). */
  private subscriptionOf({ params }: RpcMessage): Pending | null {
    const id = subscriptionId(params);
    const call = id === null ? undefined : this.calls.get(id);
    return call?.callersId ? call : null;
  }

  /** The newest call whose caller can be told something before its answer. */
  newestListener(): ((raw: Buffer) => void) | null {
    let newest: ((raw: Buffer) => void) | null = null;
    for (const { onMessage } of this.calls.values()) newest = onMessage ?? newest;
    return newest;
  }

  /** A server may ask its client; a connection that many share has no one client to pass that on to. */
  private refuse(request: RpcMessage): void {
    const id = request.id?.toString() ?? 'null';
    const error = '"error":{"code":-32601,"message":"This client has no such capability."}';
    this.tellIfThere(Buffer.from(`{"jsonrpc":"2.0","id":${id},${request.method === 'ping' ? '"result":{}' : error}}`));
  }

  private tellIfThere(message: Buffer): void {
    try {
      this.tell(message);
    } catch (error) {
      // The server is gone, and with it whoever would have heard.
      if (!(error instanceof LegFailure)) throw error;
    }
  }
}

/** A token that stands twice is nobody's. */
function progressToken(params: Slice): Slice | null {
  try {
    return memberOf(params, 'progressToken');
  } catch (error) {
    if (error instanceof RawJsonError) return null;
    throw error;
  }
}
