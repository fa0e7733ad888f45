import { buildRequest } from '../raw/edit.js';
import { isObject, memberOf, sliceOf } from '../raw/slice.js';
import type { RpcMessage } from '../raw/message.js';
import { envelopedRequest, subscribedResult, withCallersSubscription, withCallersToken } from '../upstream/envelope.js';
import { LegFailure } from '../upstream/leg.js';
import type { LegAnswer, LegRequest } from '../upstream/leg.js';
import {
  HOP_ERRORS,
  MODERN_VERSION,
  modernEnvelope,
  UNSUPPORTED_VERSION,
  VERSION_ENVELOPE,
} from '../upstream/protocol.js';
import { rpcErrorParts } from '../upstream/rpc-error.js';
import { addForwarded } from './connection.js';
import { headerValue } from './header-value.js';
import { lacksScope } from './lacks-scope.js';
import { post, POST_LINES } from './http-context.js';
import type { HttpContext } from './http-context.js';
import { outcomeFailure } from './post-call.js';
import type { PostOutcome } from './post-call.js';
import { headerLine } from './wire/request-head.js';

const CALLERS = { own: VERSION_ENVELOPE, keepLogLevel: true, keepCaller: true };
const MODERN_LINES = POST_LINES + headerLine('mcp-protocol-version', MODERN_VERSION);

/** A server of 2026-07-28: every request stands alone and carries its envelope; closing the stream cancels it. */
export class ModernSession {
  readonly era = 'modern';
  private readonly envelope: string;
  private nextId = 1;

  /** @param onDoubt called when an answer suggests that the server speaks this era no more */
  constructor(
    private readonly context: HttpContext,
    private readonly onDoubt: () => void,
  ) {
    this.envelope = modernEnvelope(context.clientInfo);
  }

  async send(request: LegRequest): Promise<LegAnswer> {
    const outcome = await this.post(request);
    const { kind, body, stream, isError, status } = outcome;
    if (kind === 'none') {
      if (outcome.status >= 400 && outcome.status < 500) this.onDoubt();
      throw outcomeFailure(outcome);
    }
    if (kind === 'error' && lacksScope(outcome, this.context.server.credential)) throw outcomeFailure(outcome);
    if (kind === 'error') this.checkHop(outcome, request);
    const own = request.listening && request.callersId && body ? subscribedResult(body, request.callersId) : body;
    return { kind, body: own, stream, isError, era: 'modern', httpStatus: status };
  }

  /** As it was answered, whatever that is: for the probe, to which every error tells something. */
  post(request: LegRequest): Promise<PostOutcome> {
    const id = this.nextId++;
    const { onMessage, method, params, traceparent, name, callerEnvelope, listening, callersId, speaksFor } = request;
    const { body, progressToken } = envelopedRequest(
      { id, method, params, traceparent, progress: onMessage !== undefined },
      callerEnvelope ? CALLERS : { own: speaksFor ?? this.envelope, keepLogLevel: true },
    );
    const headers = ['mcp-method', method, 'traceparent', traceparent];
    if (name !== null) headers.push('mcp-name', headerValue(name));
    addForwarded(headers, request.headers, this.context.server.credential);
    return post(this.context, {
      id,
      lines: MODERN_LINES,
      headers,
      body,
      timeoutMs: request.timeoutMs,
      longLived: listening,
      signal: request.signal,
      onMessage: onMessage ? relay(onMessage, progressToken, id, listening ? callersId : undefined) : null,
    });
  }

  async notify(method: string, params: Buffer | null): Promise<void> {
    const { timeoutMs } = this.context.server.settings;
    const headers = ['mcp-method', method];
    const body = buildRequest(null, method, params);
    const outcome = await post(this.context, {
      id: null,
      lines: MODERN_LINES,
      headers,
      body,
      timeoutMs,
      onMessage: null,
    });
    if (outcome.status >= 300) throw outcomeFailure(outcome);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** What is wrong between us and the server is not the caller's to read as if it were about its own request. */
  private checkHop(outcome: PostOutcome, request: LegRequest): void {
    if (outcome.status >= 500) throw outcomeFailure(outcome);
    const { code } = rpcErrorParts(outcome.body ?? Buffer.from('{}'));
    // The version is ours in any case; capabilities and mirrored arguments are the caller's where it speaks for itself.
    if ((request.callerEnvelope || request.speaksFor) && code !== UNSUPPORTED_VERSION) return;
    if (code !== null && HOP_ERRORS.has(code)) {
      this.onDoubt();
      throw new LegFailure('upstream_error', `The MCP server refused the gateway's own headers (${code}).`, {
        countsAgainst: false,
      });
    }
  }
}

/** Passes on the notifications of a call, with the caller's progress token or its id of the subscription. */
export function relay(
  onMessage: (raw: Buffer) => void,
  progressToken: Buffer | null,
  id: number,
  listening?: Buffer,
): (message: RpcMessage) => void {
  return (message) => {
    if (message.kind !== 'notification') return;
    if (message.method === 'notifications/progress') {
      if (progressToken) onMessage(withCallersToken(message.bytes, message.params, progressToken, id));
    } else if (listening) {
      onMessage(withCallersSubscription(message.bytes, message.params, listening));
    } else {
      onMessage(withCallersToken(message.bytes, null, Buffer.alloc(0), id));
    }
  };
}

/** The versions that an `UnsupportedProtocolVersion` error names. */
export function namesModernVersion(error: Buffer): boolean {
  const data = memberOf(sliceOf(error), 'data');
  return isObject(data) && data.bytes.toString('utf8', data.start, data.end).includes(`"${MODERN_VERSION}"`);
}
