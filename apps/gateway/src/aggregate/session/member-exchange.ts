import {
  parseMessage,
  rpcErrorParts,
  SseOverflow,
  UpstreamFailure,
  bytesOf,
  type Attempt,
  type RawAnswer,
  type CancelSignal,
  type RpcMessage,
} from '@gatewayops/mcp';
import { ANSWER_BYTES_MAX, isEventStream } from '../../front/response-capture.js';
import { collect } from '../../legs/collect.js';
import type { Member } from '../member.js';
import { EventBlocks, type EventBlock } from './event-blocks.js';
import type { Child } from './session-state.js';

/** One HTTP request in a member's own session. */
export interface MemberRequest {
  readonly method: 'POST' | 'GET' | 'DELETE';
  readonly body: Buffer | null;
  readonly lastEventId?: string;
  readonly headers: Record<string, string>;
  readonly traceparent: string;
  readonly signal?: CancelSignal | undefined;
}

type HttpChild = Extract<Child, { kind: 'http' }>;

/** @param child null: to open one @throws UpstreamFailure */
export function memberExchange(
  member: Member,
  child: HttpChild | null,
  { method, body, lastEventId, headers, traceparent, signal }: MemberRequest,
): Promise<RawAnswer> {
  return member.upstream.exchange({
    method,
    body,
    sessionId: child?.sessionId ?? null,
    protocolVersion: child?.protocolVersion ?? null,
    lastEventId: lastEventId ?? null,
    ...(method === 'GET' ? { accept: 'text/event-stream', unbounded: true } : {}),
    headers,
    traceparent,
    ...(signal ? { signal } : {}),
  });
}

/** Servers on the first SDK say so of a session that they do not know. */
const NO_SESSION_CODE = -32_000;

/**
 * Whether the server has forgotten the session: 404 (2025-11-25, Transports, Session Management), or 400 with a code of the
 * first SDK. Gives the answer to go on with: one whose body had to be looked at has it put back.
 */
export async function isForgotten(child: HttpChild, answer: RawAnswer): Promise<{ forgotten: boolean; answer: RawAnswer }> {
  if (child.sessionId === null || (answer.status !== 404 && answer.status !== 400)) return { forgotten: false, answer };
  const body = await collect(answer.body);
  const forgotten = answer.status === 404 || errorCode(body) === NO_SESSION_CODE;
  return { forgotten, answer: { ...answer, body: once(body) } };
} // prettier-ignore

function errorCode(body: Buffer): number | null {
  const message = parseMessage(body);
  return message.kind === 'error-response' ? rpcErrorParts(bytesOf(message.error!)).code : null;
}

async function* once(body: Buffer): AsyncGenerator<Buffer> {
  yield body;
}

/** Nobody reads it: what is not asked for any more is given up. */
export function giveUp({ body }: RawAnswer): void {
  void body[Symbol.asyncIterator]().return?.();
}

/**
 * The response in an answer, be it one message or a stream of them; what comes before it is given to `heard`, and what comes
 * behind it is given up.
 * @throws UpstreamFailure where there is none
 */
export async function responseTo(answer: RawAnswer, heard: (raw: Buffer) => void = () => {}): Promise<RpcMessage> {
  const { status, attempts } = answer;
  if (status >= 300) {
    giveUp(answer);
    throw upstreamError(`The MCP server answered with HTTP ${status}.`, attempts);
  }
  const response = isEventStream(answer.headers['content-type'])
    ? await responseIn(answer, heard)
    : responseOf(await collect(answer.body));
  if (response === null) throw upstreamError('The MCP server sent no answer.', attempts);
  return response;
}

async function responseIn({ body, attempts }: RawAnswer, heard: (raw: Buffer) => void): Promise<RpcMessage | null> {
  for await (const { data } of blocksOf(body, attempts)) {
    if (data === null || data.length === 0) continue;
    const response = responseOf(data);
    if (response !== null) return response;
    heard(data);
  }
  return null;
}

/** The blocks of a member's stream. @throws UpstreamFailure for one that is too large */
export async function* blocksOf(body: AsyncIterable<Buffer>, attempts: readonly Attempt[]): AsyncGenerator<EventBlock> {
  const blocks = new EventBlocks(ANSWER_BYTES_MAX);
  try {
    for await (const chunk of body) yield* blocks.push(chunk);
  } catch (error) {
    if (!(error instanceof SseOverflow)) throw error;
    throw upstreamError('The MCP server sent a message larger than 10 MB.', attempts, error);
  }
}

function responseOf(bytes: Buffer): RpcMessage | null {
  const message = parseMessage(bytes);
  return message.kind === 'response' || message.kind === 'error-response' ? message : null;
}

export function upstreamError(message: string, attempts: readonly Attempt[], cause?: unknown): UpstreamFailure {
  return new UpstreamFailure('upstream_error', { message, attempts: [...attempts], cause });
}
