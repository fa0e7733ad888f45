import {
  isObject,
  memberOf,
  newTraceparent,
  sliceOf,
  stringOf,
  type ClientSession,
  type RpcMessage,
} from '@gatewayops/mcp';
import type { Note, SessionNotes } from '../replicas/sessions/session-notes.js';

type LegRequest = Parameters<ClientSession['send']>[0];
type LegAnswer = Awaited<ReturnType<ClientSession['send']>>;

const REPLAY_TIMEOUT_MS = 10_000;

/** Notes what its client sets in it for good: which resources it wants to hear of, and how much of the log. */
export class NotingSession implements ClientSession {
  constructor(
    private readonly id: string,
    private readonly inner: ClientSession,
    private readonly notes: SessionNotes,
  ) {}

  get alive(): boolean {
    return this.inner.alive;
  }

  async send(request: LegRequest): Promise<LegAnswer> {
    const answer = await this.inner.send(request);
    const note = answer.kind === 'result' ? noteOf(request) : null;
    if (note !== null) await this.notes.set(this.id, note);
    return answer;
  }

  /** Says again what was said to the process before. What the server refuses now it does not do any more. */
  async replay(): Promise<void> {
    for (const { method, params } of await this.notes.all(this.id)) {
      const request = { method, params, name: null, headers: {}, traceparent: newTraceparent(), timeoutMs: REPLAY_TIMEOUT_MS };
      await this.inner.send(request).catch(() => undefined);
    }
  }

  tell(message: RpcMessage): void {
    this.inner.tell(message);
  }

  greet(): void {
    this.inner.greet();
  }

  hold(): () => void {
    return this.inner.hold();
  }

  onEnd(listener: () => void): void {
    this.inner.onEnd(listener);
  }

  end(): Promise<void> {
    return this.inner.end();
  }
} // prettier-ignore

/** null for what sets nothing. */
function noteOf({ method, params }: LegRequest): Note | null {
  const raw = params === null || Buffer.isBuffer(params) ? params : params.bytes.subarray(params.start, params.end);
  if (raw === null) return null;
  if (method === 'logging/setLevel') return { method, about: '', params: Buffer.from(raw) };
  if (method !== 'resources/subscribe' && method !== 'resources/unsubscribe') return null;
  const whole = sliceOf(raw);
  const uri = isObject(whole) ? stringOf(memberOf(whole, 'uri')) : null;
  if (uri === null) return null;
  return {
    method: 'resources/subscribe',
    about: uri,
    params: method === 'resources/subscribe' ? Buffer.from(raw) : null,
  };
}
