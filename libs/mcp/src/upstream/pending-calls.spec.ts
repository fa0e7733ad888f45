import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PendingCalls } from './pending-calls.js';
import { TimerWheel } from './timer-wheel.js';

const LOG = '{"jsonrpc":"2.0","method":"notifications/message","params":{"data":1.0,"level":"info"}}';
let wheel: TimerWheel;
let calls: PendingCalls;
let heard: [string, string][];

beforeEach(() => {
  wheel = new TimerWheel(10);
  calls = new PendingCalls(wheel, () => {}, () => {}); // prettier-ignore
  heard = [];
});
afterEach(() => wheel.close());

/** One that is under way until its answer comes. */
function start(name: string, callersId?: Buffer): { id: number; ended: Promise<unknown> } {
  const id = calls.nextId();
  const onMessage = (raw: Buffer): void => void heard.push([name, raw.toString()]);
  return { id, ended: calls.start({ id, timeoutMs: 5_000, progressToken: null, callersId, onMessage }, () => {}) };
}

const tell = (message: string): void => calls.receive(Buffer.from(message));

describe('a notification that names no call, on a connection that many share', () => {
  it('is told to the only call, beside which somebody may listen', () => {
    void start('listens', Buffer.from('"l"'));
    void start('calls');
    tell(LOG);
    expect(heard).toEqual([['calls', LOG]]);
  });

  it('is told to nobody where it may be that of one or another', () => {
    void start('one');
    void start('another');
    tell(LOG);
    expect(heard).toEqual([]);
  });

  it('is told to nobody where somebody only listens: what that one hears carries its id', () => {
    const { id } = start('listens', Buffer.from('"l"'));
    tell(LOG);
    const named = (of: string): string =>
      `{"jsonrpc":"2.0","method":"notifications/x","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":${of}}}}`;
    tell(named(String(id)));
    expect(heard).toEqual([['listens', named('"l"')]]);
  });
});
