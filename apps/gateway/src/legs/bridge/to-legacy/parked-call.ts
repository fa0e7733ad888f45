import { randomUUID } from 'node:crypto';
import {
  bytesOf, parseMessage, UpstreamFailure, withoutMember, isObject, memberOf, buildResponse,
  type ClientSession, type RpcMessage, type Slice, type UpstreamAnswer, type UpstreamRequest,
} from '@gatewayops/mcp'; // prettier-ignore
import { Cancellation } from '../../../front/cancellation.js';
import { canBeAsked } from './caller.js';

/** Questions that come within this are asked together. */
const COALESCE_MS = 25;
/** Of one call, at once. */
const QUESTIONS_MAX = 64;
const NO_SUCH_CAPABILITY = Buffer.from('{"code":-32601,"message":"This client has no such capability."}');

/** What a server asks, as the client is asked it. */
export interface Question {
  readonly method: string;
  /** Raw; null where there are none. */
  readonly params: Buffer | null;
  /** Raw id of the server's request. */
  readonly id: Buffer;
}

export type Turn =
  | { readonly kind: 'answered'; readonly answer: UpstreamAnswer }
  | { readonly kind: 'asked'; readonly questions: ReadonlyMap<string, Question> };

/** Who waits for a call now: one request of the client after the other. */
export interface Attendant {
  /** Notifications of the call, raw. */
  readonly tell: (raw: Buffer) => void;
  readonly signal: UpstreamRequest['signal'];
  readonly timeoutMs: number;
}

/**
 * A call of a legacy server that may ask its client something, for a client that is asked by the answer to its request and
 * answers with its next one (2026-07-28, multi-round-trip requests): it goes on while the client is away.
 */
export class ParkedCall {
  readonly id = randomUUID();
  private readonly questions = new Map<string, Question>();
  private readonly stop = new Cancellation();
  private readonly outcome: Promise<Turn>;
  private tell: (raw: Buffer) => void = () => {};
  private wake: () => void = () => {};
  private asked = 0;

  /**
   * @param send starts the call
   * @param capabilities that the client declared
   * @param onAsked called when it waits for the client from now on
   */
  constructor(
    private readonly session: ClientSession,
    private readonly capabilities: Slice,
    private readonly onAsked: () => void,
    send: (own: Pick<UpstreamRequest, 'onMessage' | 'signal'>) => Promise<UpstreamAnswer>,
  ) {
    const answer = send({ onMessage: (raw) => this.receive(raw), signal: this.stop });
    this.outcome = answer.then((answer) => ({ kind: 'answered', answer }));
    this.outcome.catch(() => {});
  }

  /**
   * Waits until the server has answered or asked. That its attendant leaves meanwhile cancels the call.
   * @throws UpstreamFailure
   */
  async turn({ tell, signal, timeoutMs }: Attendant): Promise<Turn> {
    this.tell = tell;
    const leave = (): void => this.cancel();
    signal?.addEventListener('abort', leave, { once: true });
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new UpstreamFailure('timeout', { message: 'The MCP server took too long to answer.', attempts: [] }));
        this.cancel();
      }, timeoutMs).unref();
    });
    try {
      return await Promise.race([this.outcome, this.nextQuestions(), timeout]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
      this.tell = () => {};
    }
  }

  /** The questions that wait for an answer. */
  get open(): ReadonlyMap<string, Question> {
    return this.questions;
  }

  /** Gives the server what the client answered to one of its questions. @param result raw */
  reply(key: string, result: Buffer): void {
    const question = this.questions.get(key);
    if (!question) return;
    this.questions.delete(key);
    this.respond(question.id, 'result', result);
  }

  cancel(): void {
    this.stop.abort();
  }

  private nextQuestions(): Promise<Turn> {
    return new Promise((resolve) => {
      const give = (): void => resolve({ kind: 'asked', questions: this.questions });
      if (this.questions.size > 0) give();
      else this.wake = () => setTimeout(give, COALESCE_MS).unref();
    });
  }

  private receive(raw: Buffer): void {
    const message = parseMessage(raw);
    if (message.kind === 'request') this.ask(message);
    else if (message.kind === 'notification' && !this.takesBack(message)) this.tell(raw);
  }

  private ask(message: RpcMessage): void {
    const id = Buffer.from(message.id!);
    const method = message.method!;
    if (method === 'ping') return this.respond(id, 'result', Buffer.from('{}'));
    if (!canBeAsked(this.capabilities, method) || this.questions.size >= QUESTIONS_MAX) {
      return this.respond(id, 'error', NO_SUCH_CAPABILITY);
    }
    const key = `${method.slice(0, method.indexOf('/'))}_${++this.asked}`;
    this.questions.set(key, { id, method, params: paramsOf(message) });
    this.onAsked();
    this.wake();
    this.wake = () => {};
  }

  /** Whether the server wants no answer any more to something that it asked. */
  private takesBack({ method, params }: RpcMessage): boolean {
    if (method !== 'notifications/cancelled' || !isObject(params)) return false;
    const requestId = memberOf(params, 'requestId');
    for (const [key, { id }] of this.questions) {
      if (requestId && bytesOf(requestId).equals(id)) this.questions.delete(key);
    }
    return true;
  }

  private respond(id: Buffer, kind: 'result' | 'error', value: Buffer): void {
    const message = parseMessage(buildResponse(id, kind, value));
    if (message.kind === 'fault' || message.kind === 'batch') return;
    try {
      this.session.tell(message);
    } catch (error) {
      // The session is over: so is the call, and its attendant hears of that.
      if (!(error instanceof Error)) throw error;
    }
  }
}

/** As 2026-07-28 has them: without the id by which an older server tells when a page was left. */
function paramsOf({ method, params }: RpcMessage): Buffer | null {
  if (params === null) return null;
  return Buffer.from(method === 'elicitation/create' ? withoutMember(params, 'elicitationId') : bytesOf(params));
}
