import { buildRequest, onOneLine } from '../raw/edit.js';
import { PendingCalls } from '../upstream/pending-calls.js';
import type { PairedAnswer, PairedCall } from '../upstream/pending-calls.js';
import type { TimerWheel } from '../upstream/timer-wheel.js';
import type { StdioProcess } from './stdio-process.js';

export interface StdioCall extends PairedCall {
  body: Buffer;
}

/** JSON-RPC with one process: many calls at once, a message a line. */
export class StdioSession {
  private readonly calls: PendingCalls;

  constructor(
    private readonly process: StdioProcess,
    wheel: TimerWheel,
    heard?: (method: string) => void,
  ) {
    this.calls = new PendingCalls(
      wheel,
      (message) => process.write(onOneLine(message)),
      () => (process.idleSinceMs = performance.now()),
      null,
      heard,
    );
    process.onMessage = (line) => this.calls.receive(line);
    process.onOverlong = (head) => this.calls.overlong(head);
    process.onEnd((_reason, failure) => this.calls.failAll(failure));
  }

  get alive(): boolean {
    return this.process.alive;
  }

  nextId(): number {
    return this.calls.nextId();
  }

  /** @throws LegFailure when the process dies, the time is up or the caller leaves */
  call(request: StdioCall): Promise<PairedAnswer> {
    return this.calls.start(request, () => {
      this.process.idleSinceMs = null;
      this.process.write(onOneLine(request.body));
    });
  }

  /** @throws LegFailure when the process takes nothing more */
  notify(method: string, params: Buffer | null): void {
    this.process.write(onOneLine(buildRequest(null, method, params)));
  }
}
