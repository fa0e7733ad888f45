import { buildArray, buildResponse, bytesOf, parseMessage, type RpcBatch, type RpcMessage } from '@gatewayops/mcp';
import type { Answer } from '../../request-path/answer.js';
import type { RoutedCall } from '../../request-path/call.js';
import { endpointOf } from '../../request-path/inbound.js';
import type { ServeParts } from '../../request-path/serve.js';
import { ProtocolFailure, RPC } from '../protocol-failure.js';
import { EventQueue } from './event-queue.js';
import { InnerCall } from './inner-call.js';
import { innerHeaders, serveInner } from './inner-exchange.js';
import type { InnerListener } from './inner-outbound.js';

export interface BatchOptions {
  /** Messages of one batch. */
  readonly messagesMax: number;
  /** For the message that the request's own token was taken for. */
  readonly first: ServeParts;
  /** For each that takes a token of its own. */
  readonly others: ServeParts;
}

type Parsed = ReturnType<typeof parseMessage>;
type Say = (json: Buffer, isAnswer: boolean) => void | Promise<void>;

const nothing = (): void => undefined;
const NULL_ID = Buffer.from('null');

/**
 * Several messages in one body (2025-03-26, Transports, Sending Messages to the Server): each goes the request path by itself, all
 * at once, and what comes of them is one answer.
 */
export class BatchCalls {
  constructor(private readonly options: BatchOptions) {}

  /** @throws ProtocolFailure 400 for more than may be in one */
  async answer(call: RoutedCall): Promise<Answer> {
    const { messagesMax } = this.options;
    const { elements } = parseMessage(call.body) as RpcBatch;
    if (elements.length > messagesMax) {
      const words = `A batch holds at most ${messagesMax} messages (\`BATCH_MESSAGES_MAX\`).`;
      throw new ProtocolFailure(400, RPC.invalidRequest, words);
    }
    const messages = elements.map((element) => parseMessage(element));
    const isAnswered = messages.some((message) => message.kind === 'request' || refusalOf(message) !== null);
    const streams = isAnswered && (call.inbound.headers.accept?.includes('text/event-stream') ?? false);
    const events = new EventQueue();
    const answers: Buffer[] = [];
    const say: Say = (json, isAnswer) =>
      streams ? events.push('message', json) : void (isAnswer && answers.push(json));
    const all = Promise.all(messages.map((message, at) => this.one(call, message, at === 0, say)));
    if (streams) {
      void all.then(() => events.close());
      return { kind: 'stream', events, attempts: [] };
    }
    await all;
    if (!isAnswered) return { kind: 'empty', status: 202, attempts: [] };
    const headers = { 'content-type': 'application/json' };
    return { kind: 'relay', status: 200, headers, body: buildArray(answers), attempts: [] };
  }

  /** Resolves when it is over. */
  private one(call: RoutedCall, message: Parsed, isFirst: boolean, say: Say): Promise<void> {
    const refusal = refusalOf(message);
    if (refusal !== null) return Promise.resolve(say(refusal, true));
    const { id, kind, bytes } = message as RpcMessage;
    return new Promise((resolve) => {
      const end = (): void => resolve();
      const owner = { head: nothing, end, message: (json: Buffer, answer: RpcMessage | null) => say(json, answer !== null) };
      const listener = kind === 'request' ? new InnerCall(id!, owner) : { head: nothing, message: nothing, end };
      this.send(call, Buffer.from(bytesOf(bytes)), isFirst, listener);
    }); // prettier-ignore
  }

  private send(call: RoutedCall, body: Buffer, isFirst: boolean, listener: InnerListener): void {
    const { headers, signal } = call.inbound;
    const own: Record<string, string> = { traceparent: call.trace.traceparent };
    for (const name of ['mcp-session-id', 'traceparent'] as const) {
      const value = headers[name];
      if (typeof value === 'string') own[name] = value;
    }
    const url = endpointOf(call.inbound.target!);
    const request = { method: 'POST', url, headers: innerHeaders(headers, own), body } as const;
    const exchange = serveInner(request, listener, isFirst ? this.options.first : this.options.others);
    signal.addEventListener('abort', () => exchange.left());
    if (signal.aborted) exchange.left();
  }
}

/** The answer to what is no message, or none that may stand in a batch; null for any other. */
function refusalOf(message: Parsed): Buffer | null {
  if (message.kind === 'fault') return errorTo(message.id, message.code, message.message);
  if (message.kind === 'batch') return errorTo(null, RPC.invalidRequest, 'A batch holds messages, not batches.');
  if (message.method !== 'initialize') return null;
  // 2025-03-26, Lifecycle, Initialization.
  return errorTo(message.id, RPC.invalidRequest, '`initialize` goes by itself, before any batch.');
}

const errorTo = (id: Buffer | null, code: number, message: string): Buffer =>
  buildResponse(id ?? NULL_ID, 'error', Buffer.from(JSON.stringify({ code, message })));
