import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { HttpOutbound } from './outbound.js';

/** A connection whose reader takes each piece only after a while, or never. */
class SlowResponse extends EventEmitter {
  destroyed = false;
  writableEnded = false;
  writableLength = 0;
  readonly written: string[] = [];

  constructor(private readonly reads: boolean) {
    super();
  }

  write(chunk: string): boolean {
    this.written.push(chunk);
    this.writableLength += chunk.length;
    if (this.reads) setImmediate(() => this.emit('drain'));
    return false;
  }

  end(): void {
    this.writableEnded = true;
  }

  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

const slow = (reads: boolean) => {
  const response = new SlowResponse(reads);
  return { response, out: new HttpOutbound(response as unknown as ServerResponse) };
};
const listeners = (response: EventEmitter) => response.listenerCount('drain') + response.listenerCount('close');

describe('the answering half', () => {
  it('leaves no listener behind for any piece that had to wait', async () => {
    const { response, out } = slow(true);
    for (let piece = 0; piece < 20; piece++) await out.write('x');
    expect(listeners(response)).toBe(0);
  });

  it('waits no longer once the client is gone', async () => {
    const { response, out } = slow(false);
    const pending = out.write('x');
    response.destroy();
    await pending;
    expect(listeners(response)).toBe(0);
  });

  it('cuts a client off that leaves more unread than the largest message', () => {
    const { response, out } = slow(false);
    void out.write('x'.repeat(9 * 1024 * 1024));
    expect(out.gone).toBe(false);
    void out.write('x'.repeat(9 * 1024 * 1024));
    expect([out.gone, response.destroyed]).toEqual([true, true]);
  });

  it('drops what comes behind the end, as a late message of a server may', () => {
    const { response, out } = slow(true);
    out.end();
    void out.write('late');
    expect(response.written).toEqual([]);
  });
});
