import { ERRORS, GatewayOpsError, type ErrorCode } from '@gatewayops/contracts';

/** A failure for which the protocol itself names the HTTP status and the JSON-RPC code. */
export class ProtocolFailure extends GatewayOpsError {
  readonly httpStatus: number;
  readonly rpcCode: number;
  /** Members of the JSON-RPC error's `data` beside our own error object. */
  readonly rpcData: Record<string, unknown>;
  /** Raw id of the message that is refused, where it has one. */
  id: Buffer | null = null;

  constructor(httpStatus: number, rpcCode: number, message: string, rpcData: Record<string, unknown> = {}) {
    super(codeOf(httpStatus), { message });
    this.name = 'ProtocolFailure';
    this.httpStatus = httpStatus;
    this.rpcCode = rpcCode;
    this.rpcData = rpcData;
  }
}

function codeOf(httpStatus: number): ErrorCode {
  if (httpStatus === 404) return 'not_found';
  if (httpStatus === 405) return 'method_not_allowed';
  return 'bad_request';
}

/** JSON-RPC 2.0, section 5.1, and MCP 2026-07-28 for those from -32020. */
export const RPC = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  headerMismatch: -32020,
  missingCapability: -32021,
  unsupportedVersion: -32022,
} as const;

/** For a session that is not there, or not this caller's: which of both is not told. */
export const FORGOTTEN = `${ERRORS.not_found.message} Open a new session with \`initialize\`.`;
