import type { Principal } from '@gatewayops/contracts';
import {
  isObject,
  memberOf,
  parseMessage,
  RawJsonError,
  stringOf,
  type RpcBatch,
  type RpcMessage,
  type Slice,
} from '@gatewayops/mcp';
import type { IncomingHttpHeaders } from 'node:http';
import type { Inbound } from '../request-path/inbound.js';
import { nameMemberOf, subjectOf, type Operation } from '../request-path/operation.js';
import type { FrontSession, SessionSeal } from './front-session.js';
import { checkEnvelope, isModern } from './modern-envelope.js';
import { FORGOTTEN, ProtocolFailure, RPC } from './protocol-failure.js';
import { isLegacyRevision } from './revisions.js';

/** It travels in the session's id, which is a header. */
const CLIENT_NAME_MAX = 100;

interface ParsedRpc {
  readonly operation: Operation;
  /** Of the message's own trace context. */
  readonly traceparent: string | null;
}

/** Reads one JSON-RPC message that was posted to an MCP endpoint, of either era. */
export function parseRpcOperation(inbound: Inbound, body: Buffer, principal: Principal, seal: SessionSeal): ParsedRpc {
  const message = messageOf(body);
  if (message.kind === 'batch') {
    return { operation: batchOperation(inbound.headers, principal, seal), traceparent: null };
  }
  try {
    return operationOf(message, inbound, principal, seal);
  } catch (error) {
    throw answering(message, error);
  }
}

/** What is wrong with a request is told under its own id (JSON-RPC 2.0, section 5). */
function answering(message: RpcMessage, error: unknown): unknown {
  const failure =
    error instanceof RawJsonError ? new ProtocolFailure(400, RPC.invalidParams, `params: ${error.message}.`) : error;
  if (failure instanceof ProtocolFailure && message.kind === 'request') failure.id = message.id;
  return failure;
}

function operationOf(message: RpcMessage, inbound: Inbound, principal: Principal, seal: SessionSeal): ParsedRpc {
  const meta = message.params === null ? null : memberOf(message.params, '_meta');
  const modern = isModern(inbound.headers, meta);
  if (modern) checkEnvelope(inbound.headers, message, meta);
  else checkLegacyVersion(inbound.headers);
  const method = message.method ?? '';
  const session = modern ? null : sessionOf(inbound.headers, principal, seal);
  return {
    operation: {
      kind: message.kind === 'request' ? 'request' : 'message',
      surface: 'mcp',
      era: modern ? 'modern' : 'legacy',
      method,
      subject: subjectOf(method),
      name: nameOf(method, message.params),
      params: message.params,
      id: message.kind === 'request' ? message.id : null,
      session,
      clientName: clientNameOf(method, message.params, meta) ?? session?.clientName ?? null,
    },
    traceparent: meta === null ? null : stringOf(memberOf(meta, 'traceparent')),
  };
}

function messageOf(body: Buffer): RpcMessage | RpcBatch {
  const message = parseMessage(body);
  if (message.kind === 'fault') {
    const failure = new ProtocolFailure(400, message.code, message.message);
    failure.id = message.id;
    throw failure;
  }
  // Sent on as it is, a request without an id would be done by some servers, and be neither counted nor priced.
  if (message.kind === 'notification' && !message.method!.startsWith('notifications/')) {
    throw new ProtocolFailure(400, RPC.invalidRequest, 'A request needs an `id`; only `notifications/…` go without.');
  }
  return message;
}

const BATCHING = '2025-03-26';

/** One revision alone has them (2025-06-18, changelog). A client that names none speaks that one, or opens a session. */
function batchOperation(headers: IncomingHttpHeaders, principal: Principal, seal: SessionSeal): Operation {
  const named = headers['mcp-protocol-version'];
  const session = named === undefined || named === BATCHING ? sessionOf(headers, principal, seal) : null;
  const revision = named ?? (session?.protocolVersion || BATCHING);
  if (revision !== BATCHING) {
    throw new ProtocolFailure(400, RPC.invalidRequest, `Send one message a request: only ${BATCHING} has batches.`);
  }
  return {
    kind: 'batch',
    surface: 'mcp',
    era: 'legacy',
    method: '',
    subject: 'server',
    name: '',
    params: null,
    id: null,
    session,
    clientName: null,
  };
}

function nameOf(method: string, params: Slice | null): string {
  const member = nameMemberOf(method);
  if (member === undefined) return '';
  const name = params === null ? null : stringOf(memberOf(params, member));
  if (name === null || name === '') {
    throw new ProtocolFailure(400, RPC.invalidParams, `\`params.${member}\` must be a string that is not empty.`);
  }
  return name;
}

/** In each request of 2026-07-28, else in the request that opens the session. */
function clientNameOf(method: string, params: Slice | null, meta: Slice | null): string | null {
  let info = meta === null ? null : memberOf(meta, 'io.modelcontextprotocol/clientInfo');
  if (method === 'initialize' && isObject(params)) info ??= memberOf(params, 'clientInfo');
  return isObject(info) ? (stringOf(memberOf(info, 'name'))?.slice(0, CLIENT_NAME_MAX) ?? null) : null;
}

/** A missing header means 2025-03-26 or `initialize` itself (2025-11-25, Transports, Protocol Version Header). */
function checkLegacyVersion(headers: IncomingHttpHeaders): void {
  const version = headers['mcp-protocol-version'];
  if (version === undefined || (typeof version === 'string' && isLegacyRevision(version))) return;
  throw new ProtocolFailure(
    400,
    RPC.invalidRequest,
    'The `MCP-Protocol-Version` header names no revision that is spoken here.',
  );
}

/**
 * The session that a client continues. It is bound to the key that opened it: 404 tells the client to open a new one
 * (2025-11-25, Transports, Session Management).
 */
export function sessionOf(
  headers: IncomingHttpHeaders,
  principal: Principal,
  seal: SessionSeal,
): Readonly<FrontSession> | null {
  const sealed = headers['mcp-session-id'];
  if (sealed === undefined) return null;
  const session = typeof sealed === 'string' ? seal.open(sealed) : null;
  if (session === null || session.orgId !== principal.orgId || session.keyId !== principal.keyId) {
    throw new ProtocolFailure(404, RPC.invalidRequest, FORGOTTEN);
  }
  return session;
}
