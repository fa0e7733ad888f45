import type { ResponseCapture } from '../front/response-capture.js';
import type { Seen } from '../request-path/11-end-trace.js';
import type { Call, EndedCall } from '../request-path/call.js';
import type { CallRecord } from './call-record.js';

/** Answered calls are recorded within this time: what a SIGKILL can lose with asynchronous delivery. */
const LOT_MS = 5;
const LOT_CALLS_MAX = 100;
/** Bodies that may be held until then. */
const LOT_BYTES_MAX = 1024 * 1024;

export interface RecorderParts {
  /** Stage 11. */
  readonly endTrace: (call: EndedCall, seen: Seen) => CallRecord;
  /** Stage 12. */
  readonly emitEvents: (call: EndedCall, record: CallRecord) => void;
  /** Counts an ended call in the metrics and for the alerts. */
  readonly observe: (call: Call, record: CallRecord | null) => void;
  /** Hears of errors that no row of the error table stands for. */
  readonly onDefect: (error: unknown, call: Call) => void;
  /** Sends what was published. */
  readonly publisher: { flush(): void };
}

interface Ended {
  readonly call: EndedCall;
  readonly capture: ResponseCapture | null;
}

/**
 * Stages 11 and 12, for many calls at once where there is time: masking and encoding that run for one call between two
 * others cost several times what they cost in a row, because each finds the processor's caches full of the others' code.
 */
export class CallRecorder {
  private lot: Ended[] = [];
  private lotBytes = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly parts: RecorderParts) {}

  /** Records an answered call before long. */
  soon(call: EndedCall, capture: ResponseCapture | null): void {
    this.lotBytes += (call.body?.length ?? 0) + (capture?.size ?? 0);
    if (this.lot.push({ call, capture }) >= LOT_CALLS_MAX || this.lotBytes >= LOT_BYTES_MAX) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), LOT_MS);
  }

  /** Records a call before its answer is completed. */
  now(call: EndedCall, capture: ResponseCapture | null): void {
    const { parts } = this;
    const record = parts.endTrace(call, { captured: capture?.finish() ?? null, responseSize: capture?.size ?? 0 });
    parts.emitEvents(call, record);
    parts.observe(call, record);
  }

  /** Counts what leaves no record. */
  uncounted(call: Call): void {
    this.parts.observe(call, null);
  }

  /** Records what waits, and sends it off. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { lot } = this;
    if (lot.length === 0) return;
    this.lot = [];
    this.lotBytes = 0;
    for (const { call, capture } of lot) {
      try {
        this.now(call, capture);
      } catch (error) {
        this.parts.onDefect(error, call);
      }
    }
    this.parts.publisher.flush();
  }
}
