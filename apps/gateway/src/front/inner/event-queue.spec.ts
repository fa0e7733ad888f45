import { describe, expect, it } from '@jest/globals';
import { EventQueue, QUEUED_BYTES_MAX } from './event-queue.js';

const collect = async (queue: EventQueue) => {
  const frames: string[] = [];
  for await (const frame of queue.read()) frames.push(frame.toString());
  return frames;
};

describe('a queue of events', () => {
  it('gives what was pushed in order, on one line each, to its end', async () => {
    const queue = new EventQueue();
    void queue.push('endpoint', Buffer.from('/a'));
    const read = collect(queue);
    await new Promise(setImmediate);
    void queue.push('message', Buffer.from('{\n"a":1\r\n}'));
    queue.close();
    void queue.push('message', Buffer.from('late'));
    expect(await read).toEqual(['event: endpoint\ndata: /a\n\n', 'event: message\ndata: { "a":1  }\n\n']);
  });

  it('holds a sender back until there is room', async () => {
    const queue = new EventQueue();
    let went = false;
    const waits = queue.push('message', Buffer.alloc(300_000, 'a'))!.then(() => (went = true));
    await new Promise(setImmediate);
    expect(went).toBe(false);
    const reader = queue.read();
    await reader.next();
    void reader.next();
    await waits;
    expect(went).toBe(true);
  });

  it('ends instead of holding more than its limit, and lets everybody go', async () => {
    const queue = new EventQueue();
    const waits = queue.push('message', Buffer.alloc(QUEUED_BYTES_MAX - 100, 'a'));
    void queue.push('message', Buffer.alloc(100, 'a'));
    await waits;
    expect([queue.closed, queue.overflowed]).toEqual([true, true]);
    expect(await collect(queue)).toEqual([]);
  });
});
