import { setTimeout as delay } from 'node:timers/promises';
import type { Response } from 'undici';
import { checked, cutOff, isEvents, send, succeeded, type Target } from './http.js';
import { eventsOf, toolText, type Message } from './messages.js';
import { PROGRESS_STEPS, uriOf, workText } from './serving.js';
import { CallFailure, type Tally } from './tally.js';

const REVISION = '2025-11-25';
const RESUME_PAUSE_MS = 200;
/** Longer than a gateway that does not answer any more counts as alive. */
const RESUME_TIMEOUT_MS = 15_000;

/** A session of 2025-11-25: it works, answers what it is asked, and listens, and resumes each stream that breaks off. */
export class LegacyClient {
  /** By whoever told it: the numbers of the notifications that came. */
  readonly heard = new Map<string, Set<number>>();
  private sessionId = '';
  private ids = 0;
  private standingId: string | null = null;
  private closed = false;

  constructor(
    private readonly target: Target,
    readonly tag: string,
    private readonly tally: Tally,
  ) {}

  /** The session as its server knows it is learned from what it tells. */
  async open(): Promise<void> {
    const params = {
      protocolVersion: REVISION,
      capabilities: { elicitation: {} },
      clientInfo: { name: this.tag, version: '1' },
    };
    const response = await succeeded(await send(this.target, 'POST', {}, { id: 0, method: 'initialize', params }));
    this.sessionId = response.headers.get('mcp-session-id') ?? '';
    await response.text();
    await this.post({ method: 'notifications/initialized' });
    void this.listen();
    const subscribed = await this.post({ id: ++this.ids, method: 'resources/subscribe', params: { uri: uriOf(this.tag) } });
    checked((await subscribed.json()) as Message);
  } // prettier-ignore

  /** One call from its beginning to its answer. @throws CallFailure */
  async work(): Promise<void> {
    const n = ++this.ids;
    const call = new LegacyCall(this, this.tag, n, this.tally);
    const params = { name: 'work', arguments: { tag: this.tag, n }, _meta: { progressToken: `${this.tag}-${n}` } };
    const response = await this.post({ id: n, method: 'tools/call', params });
    if (!isEvents(response)) call.take((await response.json()) as Message);
    else await this.follow(call, response);
    call.judge();
  }

  /** Answers a request of the server. */
  async reply(id: unknown, result: object): Promise<void> {
    const endsAtMs = performance.now() + RESUME_TIMEOUT_MS;
    for (;;) {
      try {
        await (await this.post({ id, result })).text();
        return;
      } catch (error) {
        // An answer may be given twice: the server takes the first.
        if (!(error instanceof CallFailure) || !error.byKill || performance.now() > endsAtMs) throw error;
        await delay(RESUME_PAUSE_MS);
      }
    }
  }

  /** Ends the session. Its stream ends with the signal at the latest. */
  async close(): Promise<void> {
    this.closed = true;
    await send(this.target, 'DELETE', this.headers()).catch(() => undefined);
  }

  get heardCount(): number {
    return [...this.heard.values()].reduce((sum, numbers) => sum + numbers.size, 0);
  }

  private async follow(call: LegacyCall, first: Response): Promise<void> {
    let response: Response | null = first;
    let lastId: string | null = null;
    const endsAtMs = performance.now() + RESUME_TIMEOUT_MS;
    for (;;) {
      try {
        response ??= await succeeded(await send(this.target, 'GET', { ...this.headers(), 'last-event-id': lastId! }));
        for await (const { id, message } of eventsOf(response.body!)) {
          lastId = id ?? lastId;
          if (message) call.take(message);
          if (call.answer) return;
        }
        throw new CallFailure('the stream ended without an answer', true);
      } catch (error) {
        if (lastId === null || performance.now() > endsAtMs || this.target.signal.aborted) throw cutOff(error);
        response = null;
        call.resumed = true;
        await delay(RESUME_PAUSE_MS);
      }
    }
  }

  private async listen(): Promise<void> {
    while (!this.closed && !this.target.signal.aborted) {
      try {
        const last: Record<string, string> = this.standingId === null ? {} : { 'last-event-id': this.standingId };
        const response = await succeeded(await send(this.target, 'GET', { ...this.headers(), ...last }));
        for await (const { id, message } of eventsOf(response.body!)) {
          this.standingId = id ?? this.standingId;
          if (message) this.hear(message);
        }
      } catch (error) {
        const failure = cutOff(error);
        if (!this.closed && !failure.byKill) this.tally.other(`${this.kind} stream`, failure.message);
      }
      this.tally.reopened++;
      await delay(RESUME_PAUSE_MS);
    }
  }

  private hear({ method, params }: Message): void {
    if (method !== 'notifications/resources/updated') return this.tally.other('stream', `unexpected ${method ?? 'message'}`);
    const { n, source } = params!['_meta'] as { n: number; source: string };
    if (params!['uri'] !== uriOf(this.tag)) return this.tally.wrong(`${this.tag} heard of ${String(params!['uri'])}`);
    this.tally.notifications++;
    const numbers = this.heard.get(source) ?? new Set();
    this.heard.set(source, numbers.add(n));
  } // prettier-ignore

  private get kind(): string {
    return this.tag.replace(/-\d+$/, '');
  }

  private async post(body: object): Promise<Response> {
    return succeeded(await send(this.target, 'POST', this.headers(), body));
  }

  private headers(): Record<string, string> {
    return { 'mcp-session-id': this.sessionId, 'mcp-protocol-version': REVISION };
  }
}

class LegacyCall {
  answer: Message | null = null;
  resumed = false;
  private progress = 0;

  constructor(
    private readonly client: LegacyClient,
    private readonly tag: string,
    private readonly n: number,
    private readonly tally: Tally,
  ) {}

  take(message: Message): void {
    const { id, method, params } = message;
    if (method === 'notifications/progress') {
      if (params!['progressToken'] !== `${this.tag}-${this.n}`) this.tally.wrong(`progress of ${String(params!['progressToken'])} on the call ${this.tag}-${this.n}`); // prettier-ignore
      else if (params!['progress'] !== ++this.progress) this.tally.other('progress', `${String(params!['progress'])} instead of ${this.progress}`); // prettier-ignore
    } else if (method === 'elicitation/create') {
      if (params!['message'] !== this.tag) this.tally.wrong(`${this.tag} was asked what ${String(params!['message'])} was to be`); // prettier-ignore
      const answered = this.client.reply(id, { action: 'accept', content: { answer: this.tag } });
      answered.catch((error: unknown) => this.tally.note('an answer to the server', String(error)));
    } else if (id === this.n && method === undefined) this.answer = message;
    else this.tally.wrong(`${this.tag}: ${JSON.stringify(message)}`);
  }

  /** @throws CallFailure */
  judge(): void {
    const text = toolText(checked(this.answer!));
    if (text !== workText(this.tag, this.n, this.tag)) this.tally.wrong(`${this.tag}-${this.n} was answered ${text}`);
    else if (this.progress !== PROGRESS_STEPS)
      this.tally.lost(PROGRESS_STEPS - this.progress, `progress of ${this.tag}`);
    if (this.resumed) this.tally.resumed++;
  }
}
