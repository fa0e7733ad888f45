import {
  SUBSCRIPTION_KEY,
  isObject,
  memberOf,
  parseMessage,
  withoutMembers,
  keyIs,
  withMember,
  type CancelSignal,
  type Upstream,
} from '@gatewayops/mcp';
import { Cancellation } from '../../../front/cancellation.js';
import { StandingStream } from '../../standing-stream.js';
import type { Notes } from './session-notes.js';

/** How soon a change of what the client wants to hear of is seen, where it came by way of another replica. */
const LOOK_EVERY_MS = 1_000;
const AGAIN_MS = 2_000;
const ACKNOWLEDGED = 'notifications/subscriptions/acknowledged';

/**
 * The GET stream of a legacy session whose server is of 2026-07-28: a subscription to all that the server has to tell, made anew
 * when the client subscribes to another resource, and when it broke off.
 */
export class ModernStream {
  private readonly stream = new StandingStream();
  private listening: { stop: Cancellation; subscriptions: string } | null = null;
  private timer: NodeJS.Timeout | undefined;

  /** @param notes what the client wants to hear of now */
  constructor(
    private readonly upstream: Upstream,
    private readonly traceparent: string,
    private readonly notes: () => Promise<Notes>,
  ) {}

  /** Frames of an event stream, until `signal`. */
  async *events(signal: CancelSignal): AsyncGenerator<Buffer> {
    this.timer = setInterval(() => void this.look(signal), LOOK_EVERY_MS);
    await this.look(signal);
    try {
      yield* this.stream.listen(null, signal);
    } finally {
      clearInterval(this.timer);
      this.listening?.stop.abort();
    }
  }

  private async look(signal: CancelSignal): Promise<void> {
    const { subscriptions } = await this.notes();
    const wanted = JSON.stringify(subscriptions.toSorted());
    if (this.listening?.subscriptions === wanted || signal.aborted) return;
    const before = this.listening;
    const stop = new Cancellation();
    this.listening = { stop, subscriptions: wanted };
    void this.listen(wanted, stop);
    // The new one is there before the old one goes: what both hear is heard twice, and nothing is missed.
    setTimeout(() => before?.stop.abort(), AGAIN_MS).unref();
  }

  private async listen(subscriptions: string, stop: Cancellation): Promise<void> {
    const lists = '"toolsListChanged":true,"promptsListChanged":true,"resourcesListChanged":true';
    const params = Buffer.from(`{"notifications":{${lists},"resourceSubscriptions":${subscriptions}}}`);
    try {
      await this.upstream.call({
        method: 'subscriptions/listen',
        params,
        callersId: Buffer.from('0'),
        listening: true,
        name: null,
        headers: {},
        traceparent: this.traceparent,
        repeatable: false,
        signal: stop,
        onMessage: (raw) => this.hear(raw),
      });
    } catch {
      // A server that knows no subscriptions, or that is away: looked for again.
    }
    if (this.listening?.stop === stop) setTimeout(() => (this.listening = null), AGAIN_MS).unref();
  }

  private hear(raw: Buffer): void {
    const message = parseMessage(raw);
    if (message.kind !== 'notification' || message.method === ACKNOWLEDGED) return;
    const { params, bytes } = message;
    const meta = isObject(params) ? memberOf(params, '_meta') : null;
    if (!isObject(params) || !isObject(meta)) return this.stream.push(raw);
    const plain = withoutMembers(meta, (all, start, end) => keyIs(all, start, end, SUBSCRIPTION_KEY));
    const own = withMember(params, '_meta', plain);
    this.stream.push(
      Buffer.concat([
        bytes.bytes.subarray(bytes.start, params.start),
        own,
        bytes.bytes.subarray(params.end, bytes.end),
      ]),
    );
  }
}
