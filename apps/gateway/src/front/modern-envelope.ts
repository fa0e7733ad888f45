import { memberOf, stringOf, type RpcMessage, type Slice } from '@gatewayops/mcp';
import type { IncomingHttpHeaders } from 'node:http';
import { nameMemberOf } from '../request-path/operation.js';
import { mirroredValue } from './mirrored-value.js';
import { ProtocolFailure, RPC } from './protocol-failure.js';
import { isModernRevision, LEGACY_REVISIONS, MODERN_REVISIONS } from './revisions.js';

const META_VERSION = 'io.modelcontextprotocol/protocolVersion';
/** Requests of the older revisions that this one took away (2026-07-28, changelog). */
const REMOVED = new Set(['initialize', 'ping', 'logging/setLevel', 'resources/subscribe', 'resources/unsubscribe']);
const META_CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';

/** Whether a message is meant for the revisions without sessions, be it well formed or not. */
export function isModern(headers: IncomingHttpHeaders, meta: Slice | null): boolean {
  const version = headers['mcp-protocol-version'];
  if (typeof version === 'string' && isModernRevision(version)) return true;
  return meta !== null && memberOf(meta, META_VERSION) !== null;
}

/**
 * Holds the headers against the message (2026-07-28, Streamable HTTP, Standard Request Headers): who routes by a header and
 * who acts on the body must see the same request.
 * @throws ProtocolFailure 400 with -32020, -32022 or -32602, 404 with -32601
 */
export function checkEnvelope(headers: IncomingHttpHeaders, message: RpcMessage, meta: Slice | null): void {
  const version = headers['mcp-protocol-version'];
  const inBody = meta === null ? null : stringOf(memberOf(meta, META_VERSION));
  if (typeof version === 'string' && inBody !== null && version !== inBody) {
    throw mismatch('`MCP-Protocol-Version` is not the version in `_meta`.');
  }
  checkSupported(typeof version === 'string' ? version : inBody);
  if (typeof version !== 'string') throw mismatch('Send the `MCP-Protocol-Version` header.');
  if (headers['mcp-method'] === undefined) throw mismatch('Send the `Mcp-Method` header.');
  if (headers['mcp-method'] !== message.method) throw mismatch('`Mcp-Method` is not the method of the message.');
  if (message.kind !== 'request') return;
  if (inBody === null) throw missing(META_VERSION);
  if (meta === null || memberOf(meta, META_CAPABILITIES) === null) throw missing(META_CAPABILITIES);
  checkName(headers['mcp-name'], message);
  if (REMOVED.has(message.method!)) {
    throw new ProtocolFailure(404, RPC.methodNotFound, `Revision ${version} has no such method.`);
  }
}

function checkSupported(requested: string | null): void {
  if (requested === null || isModernRevision(requested)) return;
  throw new ProtocolFailure(
    400,
    RPC.unsupportedVersion,
    `Protocol version ${requested.slice(0, 32)} is not supported.`,
    {
      supported: [...MODERN_REVISIONS, ...LEGACY_REVISIONS],
      requested,
    },
  );
}

function checkName(header: string | string[] | undefined, message: RpcMessage): void {
  const member = nameMemberOf(message.method!);
  if (member === undefined || message.params === null) return;
  const name = stringOf(memberOf(message.params, member));
  if (name === null) return;
  if (typeof header !== 'string') throw mismatch('Send the `Mcp-Name` header.');
  if (mirroredValue(header) !== name) throw mismatch(`\`Mcp-Name\` is not \`params.${member}\`.`);
}

const mismatch = (message: string) => new ProtocolFailure(400, RPC.headerMismatch, message);
const missing = (key: string) => new ProtocolFailure(400, RPC.invalidParams, `\`params._meta["${key}"]\` is missing.`);
