import { setTimeout as delay } from 'node:timers/promises';
import { checked, cutOff, isEvents, send, type Target } from './http.js';
import { eventsOf, toolText, type Message } from './messages.js';
import { PROGRESS_STEPS, uriOf, workText } from './serving.js';
import { CallFailure, type Tally } from './tally.js';

const REVISION = '2026-07-28';
const PAUSE_MS = 200;

/** A client of 2026-07-28: each request stands alone, and may reach another gateway than the one before it. */
export class ModernClient {
  private ids = 0;
  private closed = false;

  constructor(
    private readonly target: Target,
    readonly tag: string,
    private readonly tally: Tally,
    /** Whether its server is of the older era: then a call asks after its progress, under a key that is the gateway's. */
    private readonly isBridged = false,
  ) {}

  async open(): Promise<void> {
    void this.listen();
  }

  /** A call with a round of input. @throws CallFailure */
  async work(): Promise<void> {
    const n = ++this.ids;
    const asked = await this.call(n, {});
    const { requestState, inputRequests } = asked.result as { requestState?: string; inputRequests?: Record<string, { params: { message: string } }> }; // prettier-ignore
    const [key, question] = Object.entries(inputRequests ?? {})[0] ?? ['', undefined];
    const words = question?.params.message;
    if (words !== this.tag) return this.tally.wrong(`${this.tag} was asked what ${String(words)} was to be`);
    const inputResponses = { [key]: { action: 'accept', content: { answer: this.tag } } };
    const answer = await this.call(n, { inputResponses, requestState });
    const text = toolText(answer);
    if (text !== workText(this.tag, n, this.tag)) this.tally.wrong(`${this.tag}-${n} was answered ${text}`);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** With what process a server counts, and how far it is. @throws CallFailure */
  async count(): Promise<string> {
    return toolText(checked(await this.answerTo(++this.ids, 'tools/call', { name: 'count', arguments: {} })));
  }

  private async call(n: number, more: object): Promise<Message> {
    const token = `${this.tag}-${n}`;
    let progress = 0;
    const take = ({ params }: Message): void => {
      if (params?.['progressToken'] !== token) this.tally.wrong(`progress of ${String(params?.['progressToken'])} on the call ${token}`); // prettier-ignore
      else if (params['progress'] !== ++progress) this.tally.other('progress', `${String(params['progress'])} instead of ${progress}`); // prettier-ignore
    };
    const params = { name: 'work', arguments: { tag: this.tag, n }, ...more };
    const answer = checked(await this.answerTo(++this.ids + 1_000_000, 'tools/call', params, { token, take }));
    const isReported = 'inputResponses' in more !== this.isBridged;
    if (isReported && progress !== PROGRESS_STEPS) this.tally.lost(PROGRESS_STEPS - progress, `progress of ${token}`); // prettier-ignore
    return answer;
  }

  private async answerTo(
    id: number,
    method: string,
    params: { name: string; arguments: object },
    { token, take }: { token?: string; take: (message: Message) => void } = { take: () => undefined },
  ): Promise<Message> {
    const meta = token === undefined ? {} : { progressToken: token };
    const response = await send(this.target, 'POST', headersOf(method, params.name), {
      id,
      method,
      params: { ...params, _meta: { ...META, ...meta } },
    });
    try {
      if (!isEvents(response)) return (await response.json()) as Message;
      for await (const { message } of eventsOf(response.body!)) {
        if (message?.method !== undefined) take(message);
        else if (message && message.id === id) return message;
        else this.tally.wrong(`${this.tag}: ${JSON.stringify(message)}`);
      }
    } catch (error) {
      throw cutOff(error);
    }
    throw new CallFailure('the stream ended without an answer', true);
  }

  /** A subscription that breaks off is made anew: nothing is sent again in this revision. */
  private async listen(): Promise<void> {
    while (!this.closed && !this.target.signal.aborted) {
      try {
        const params = { notifications: { resourceSubscriptions: [uriOf(this.tag)] }, _meta: META };
        const id = ++this.ids + 2_000_000;
        const response = await send(this.target, 'POST', headersOf('subscriptions/listen'), { id, method: 'subscriptions/listen', params }); // prettier-ignore
        if (!isEvents(response)) checked((await response.json()) as Message);
        else for await (const { message } of eventsOf(response.body!)) if (message) this.hear(message, id);
      } catch (error) {
        const failure = cutOff(error);
        if (!this.closed && !failure.byKill) this.tally.other('modern stream', failure.message);
      }
      if (!this.closed) this.tally.streamEnded('modern');
      await delay(PAUSE_MS);
    }
  }

  private hear({ method, params }: Message, id: number): void {
    const meta = params?.['_meta'] as Record<string, unknown> | undefined;
    if (meta?.['io.modelcontextprotocol/subscriptionId'] !== id) return this.tally.wrong(`${this.tag} heard of the subscription ${String(meta?.['io.modelcontextprotocol/subscriptionId'])}`); // prettier-ignore
    if (method !== 'notifications/resources/updated') return;
    if (params!['uri'] !== uriOf(this.tag)) return this.tally.wrong(`${this.tag} heard of ${String(params!['uri'])}`);
    this.tally.notifications++;
  }
}

const META = {
  'io.modelcontextprotocol/protocolVersion': REVISION,
  'io.modelcontextprotocol/clientCapabilities': { elicitation: {} },
};

const headersOf = (method: string, name?: string): Record<string, string> => ({
  'mcp-protocol-version': REVISION,
  'mcp-method': method,
  ...(name === undefined ? {} : { 'mcp-name': name }),
});
