import { roomIn } from '@gatewayops/service';
import type { ServerResponse } from 'node:http';
import { Cancellation } from '../front/cancellation.js';
import { FRAME, frameHead, type Frame, type FrameType } from './frames.js';

/** The answering half of a request that another replica made. Writes after it left are dropped. */
export class FrameWriter {
  /** Aborted when the other replica has lost interest, because its client left or itself ended. */
  readonly signal = new Cancellation();
  /** It lasts until its client goes away: ended when this replica shuts down. */
  isStanding = false;

  constructor(private readonly response: ServerResponse) {
    response.once('close', () => {
      if (!response.writableEnded) this.signal.abort();
    });
  }

  get gone(): boolean {
    return this.response.destroyed || this.response.writableEnded;
  }

  /** Resolves when there is room for more: a client that reads slowly slows its server down, not us. */
  send(type: FrameType, payload: Buffer): void | Promise<void> {
    return this.sendAll([{ type, payload }]);
  }

  /** Several at once, in one piece. */
  sendAll(frames: readonly Frame[]): void | Promise<void> {
    if (this.gone) return;
    const parts = frames.flatMap(({ type, payload }) => [frameHead(type, payload.length), payload]);
    if (!this.response.write(Buffer.concat(parts))) return roomIn(this.response);
  }

  /** Not where much is waiting to be read already: whoever reads that hears of us. */
  alive(): void {
    if (!this.response.writableNeedDrain) void this.send(FRAME.alive, Buffer.alloc(0));
  }

  end(): void {
    if (!this.gone) this.response.end();
  }
}
