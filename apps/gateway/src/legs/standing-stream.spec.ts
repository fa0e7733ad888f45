import { describe, expect, it } from '@jest/globals';
import { StandingStream } from './standing-stream.js';

const message = (n: number) => Buffer.from(`{"n":${n}}`);
const data = (frames: readonly string[]) =>
  frames.map((frame) => /^id: \S+\nevent: message\ndata: \{"n":(\d+)\}\n\n$/.exec(frame)![1]);
const idOf = (frame: string) => /^id: (\S+)/.exec(frame)![1]!;

/** Takes `count` events and leaves. */
async function take(stream: StandingStream, count: number, lastEventId: string | null = null): Promise<string[]> {
  const taken: string[] = [];
  if (count === 0) return taken;
  for await (const event of stream.listen(lastEventId, new AbortController().signal)) {
    taken.push(event.toString());
    if (taken.length === count) break;
  }
  return taken;
}

describe('the stream of a session', () => {
  it('gives what came before anybody listened, and then each event as it comes', async () => {
    const stream = new StandingStream();
    stream.push(message(1));
    const taken = take(stream, 2);
    await new Promise((resolve) => setTimeout(resolve, 5));
    stream.push(message(2));
    expect(data(await taken)).toEqual(['1', '2']);
  });

  it('goes on behind the event that the client had last', async () => {
    const stream = new StandingStream();
    for (const n of [1, 2, 3]) stream.push(message(n));
    const [first] = await take(stream, 3);
    expect(data(await take(stream, 2, idOf(first!)))).toEqual(['2', '3']);
  });

  it('gives nothing twice to a client that says nothing of what it had', async () => {
    const stream = new StandingStream();
    stream.push(message(1));
    await take(stream, 1);
    stream.push(message(2));
    expect(data(await take(stream, 1))).toEqual(['2']);
  });

  it('ends the stream of who listened before', async () => {
    const stream = new StandingStream();
    const first = take(stream, 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = take(stream, 1);
    stream.push(message(1));
    expect(await first).toEqual([]);
    expect(data(await second)).toEqual(['1']);
  });

  it('keeps the newest thousand', async () => {
    const stream = new StandingStream();
    for (let n = 1; n <= 1_200; n++) stream.push(message(n));
    expect(data(await take(stream, 1))).toEqual(['201']);
  });
});
