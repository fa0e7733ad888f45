import type { CancelSignal } from '../upstream/cancel-signal.js';
import { buildRequest, onOneLine } from '../raw/edit.js';
import { parseMessage } from '../raw/message.js';
import type { RpcMessage } from '../raw/message.js';
import { bytesOf, isObject, memberOf, numberOf, RawJsonError, saysIsError } from '../raw/slice.js';
import { withCallersToken } from '../upstream/envelope.js';
import { callerLeft, LegFailure } from '../upstream/leg.js';
import type { Deadline, TimerWheel } from '../upstream/timer-wheel.js';
import type { StdioProcess } from './stdio-process.js';

export interface StdioAnswer {
  kind: 'result' | 'error';
  body: Buffer;
  isError: boolean;
}

export interface StdioCall {
  id: number;
  body: Buffer;
  timeoutMs: number;
  progressToken: Buffer | null;
  onMessage?: ((raw: Buffer) => void) | undefined;
  signal?: CancelSignal | undefined;
}

interface Pending extends StdioCall {
  deadline: Deadline;
  left: () => void;
  resolve(answer: StdioAnswer): void;
  reject(failure: LegFailure): void;
}

/** JSON-RPC with one process: many calls at once, told apart by ids that are unique on this connection. */
export class StdioSession {
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;

  constructor(
    private readonly process: StdioProcess,
    private readonly wheel: TimerWheel,
  ) {
    process.onMessage = (line) => this.receive(line);
    process.onOverlong = (head) => this.overlong(head);
    process.onEnd((_reason, failure) => {
      for (const call of this.pending.values()) this.settle(call)?.reject(failure);
    });
  }

  get alive(): boolean {
    return this.process.alive;
  }

  nextId(): number {
    return ++this.lastId;
  }

  /** @throws LegFailure when the process dies, the time is up or the caller leaves */
  call(request: StdioCall): Promise<StdioAnswer> {
    return new Promise((resolve, reject) => {
      const { id, signal } = request;
      if (signal?.aborted) return reject(callerLeft());
      const deadline = this.wheel.after(request.timeoutMs, () =>
        this.giveUp(id, new LegFailure('timeout', 'The MCP server took too long to answer.')),
      );
      const left = (): void => this.giveUp(id, callerLeft());
      const call: Pending = { ...request, deadline, left, resolve, reject };
      this.pending.set(id, call);
      this.process.idleSinceMs = null;
      signal?.addEventListener('abort', left, { once: true });
      try {
        this.process.write(onOneLine(request.body));
      } catch (error) {
        this.settle(call);
        reject(error);
      }
    });
  }

  /** @throws LegFailure when the process takes nothing more */
  notify(method: string, params: Buffer | null): void {
    this.process.write(onOneLine(buildRequest(null, method, params)));
  }

  private giveUp(id: number, failure: LegFailure): void {
    const call = this.pending.get(id);
    if (!call) return;
    this.settle(call);
    call.reject(failure);
    try {
      this.notify('notifications/cancelled', Buffer.from(`{"requestId":${id},"reason":"The caller waits no more."}`));
    } catch {
      // The process is gone, and with it the request.
    }
  }

  private settle(call: Pending): Pending {
    this.pending.delete(call.id);
    call.deadline.cancel();
    call.signal?.removeEventListener('abort', call.left);
    if (this.pending.size === 0) this.process.idleSinceMs = performance.now();
    return call;
  }

  private receive(line: Buffer): void {
    const message = parseMessage(line);
    // Servers print banners to standard output, wrongly; a line that is no message is nobody's answer.
    if (message.kind === 'fault' || message.kind === 'batch') return;
    if (message.kind === 'request') return this.answer(message);
    if (message.kind === 'notification') return this.relay(message);
    const call = this.pending.get(Number(message.id?.toString('latin1')));
    if (!call) return;
    this.settle(call);
    const value = message.result ?? message.error;
    if (!isObject(value)) {
      call.reject(new LegFailure('upstream_error', 'The MCP server answered with something that is not JSON-RPC.'));
    } else {
      const isResult = message.kind === 'response';
      call.resolve({
        kind: isResult ? 'result' : 'error',
        body: bytesOf(value),
        isError: isResult && saysIsError(value),
      });
    }
  }

  /** Progress goes to the call whose token it carries. Anything else names no call: it goes to the only one there is, if so. */
  private relay(message: RpcMessage): void {
    const { method, params } = message;
    if (method === 'notifications/progress') {
      const token = isObject(params) ? numberOf(progressToken(params)) : null;
      const call = token === null ? undefined : this.pending.get(token);
      if (call?.progressToken) {
        call.onMessage?.(Buffer.from(withCallersToken(message.bytes, params, call.progressToken, call.id)));
      }
    } else if (this.pending.size === 1) {
      const [call] = this.pending.values();
      call?.onMessage?.(bytesOf(message.bytes));
    }
  }

  /** A server may ask its client; a process that many share has no one client to pass that on to. */
  private answer(request: RpcMessage): void {
    const id = request.id?.toString() ?? 'null';
    const error = '"error":{"code":-32601,"message":"This client has no such capability."}';
    const answer = `{"jsonrpc":"2.0","id":${id},${request.method === 'ping' ? '"result":{}' : error}}`;
    try {
      this.process.write(Buffer.from(answer));
    } catch {
      // Whoever asked is gone.
    }
  }

  private overlong(head: Buffer): void {
    const id = /"id"\s*:\s*(\d+)/.exec(head.toString('latin1'))?.[1];
    const call = id === undefined ? undefined : this.pending.get(Number(id));
    const failure = new LegFailure('upstream_error', 'The answer of the MCP server is larger than is accepted.', {
      countsAgainst: false,
    });
    // Without a name in its first bytes it may be anybody's, so it fails all: better than leaving them to wait.
    const calls = call ? [call] : [...this.pending.values()];
    for (const one of calls) this.settle(one).reject(failure);
  }
}

function progressToken(params: Parameters<typeof memberOf>[0]): ReturnType<typeof memberOf> {
  try {
    return memberOf(params, 'progressToken');
  } catch (error) {
    if (error instanceof RawJsonError) return null;
    throw error;
  }
}
