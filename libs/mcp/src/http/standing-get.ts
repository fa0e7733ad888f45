import { setTimeout as sleep } from 'node:timers/promises';
import { parseMessage } from '../raw/message.js';
import { SseOverflow, SseParser } from '../raw/sse-parser.js';
import { LegFailure } from '../upstream/leg.js';
import type { LegRawAnswer } from '../upstream/leg.js';

const MESSAGE_BYTES_MAX = 1024 * 1024;
const AGAIN_MS_MIN = 250;
const AGAIN_MS_MAX = 30_000;

/**
 * The GET stream of a session, opened again where it broke off for as long as it is wanted. A server that has none (405, or any
 * other refusal) is not asked again.
 */
export class StandingGet {
  private stop: AbortController | null = null;
  private lastEventId: string | null = null;
  private againMs = AGAIN_MS_MIN;

  /** @param heard gets each notification and request of the server, raw */
  constructor(
    private readonly listen: (lastEventId: string | null, signal: AbortSignal) => Promise<LegRawAnswer>,
    private readonly heard: (raw: Buffer) => void,
  ) {}

  open(): void {
    if (this.stop) return;
    const stop = new AbortController();
    this.stop = stop;
    void this.keep(stop.signal);
  }

  close(): void {
    this.stop?.abort();
    this.stop = null;
  }

  private async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const isOffered = await this.once(signal);
      if (!isOffered) return;
      await sleep(this.againMs, null, { signal, ref: false }).catch(() => {});
      this.againMs = Math.min(AGAIN_MS_MAX, this.againMs * 2);
    }
  }

  /** Whether it is worth asking again. */
  private async once(signal: AbortSignal): Promise<boolean> {
    try {
      const { status, stream } = await this.listen(this.lastEventId, signal);
      if (status >= 300) {
        void stream.return();
        return status >= 500;
      }
      const parser = new SseParser(MESSAGE_BYTES_MAX, (event) => {
        if (event.id !== null) this.lastEventId = event.id;
        if (event.data.length > 0) this.take(event.data);
      });
      for await (const chunk of stream) parser.push(chunk);
      return true;
    } catch (error) {
      if (error instanceof LegFailure || error instanceof SseOverflow) return true;
      throw error;
    }
  }

  private take(data: Buffer): void {
    this.againMs = AGAIN_MS_MIN;
    const message = parseMessage(data);
    if (message.kind === 'notification' || message.kind === 'request') this.heard(Buffer.from(data));
  }
}
