import { ERRORS, GatewayOpsError, type ErrorCode, type ErrorDetail } from '@gatewayops/contracts';
import { RawJsonError, UpstreamFailure, type Attempt, type UpstreamFailureCode } from '@gatewayops/mcp';
import { ProtocolFailure } from '../front/protocol-failure.js';
import { NotOwner } from './replica-failures.js';

/** A failure on its way to the replica that answers the client, where it is thrown as it was here. */
export interface FailureJson {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: ErrorDetail[];
  readonly retryAfterSeconds?: number;
  readonly attempts?: Attempt[];
  readonly notOwner?: true;
  readonly protocol?: { httpStatus: number; rpcCode: number; rpcData: Record<string, unknown> };
}

export function failureJson(error: unknown): FailureJson {
  if (error instanceof RawJsonError) return failureJson(new UpstreamFailure('upstream_error', { cause: error }));
  if (!(error instanceof GatewayOpsError)) return failureJson(new GatewayOpsError('internal_error', { cause: error }));
  const { code, message, details, retryAfterSeconds } = error;
  return {
    code,
    message,
    ...(details === undefined ? {} : { details }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(error instanceof UpstreamFailure ? { attempts: error.attempts } : {}),
    ...(error instanceof NotOwner ? { notOwner: true } : {}),
    ...(error instanceof ProtocolFailure ? { protocol: protocolOf(error) } : {}),
  };
}

export function failureFrom(json: FailureJson): GatewayOpsError {
  const { message, attempts, protocol, details, retryAfterSeconds } = json;
  if (protocol) return new ProtocolFailure(protocol.httpStatus, protocol.rpcCode, message, protocol.rpcData);
  if (json.notOwner) return new NotOwner();
  // A newer replica may know codes that we do not.
  const code = Object.hasOwn(ERRORS, json.code) ? json.code : 'internal_error';
  const common = { message, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  if (attempts) return new UpstreamFailure(code as UpstreamFailureCode, { ...common, attempts });
  return new GatewayOpsError(code, { ...common, ...(details === undefined ? {} : { details }) });
}

const protocolOf = ({ httpStatus, rpcCode, rpcData }: ProtocolFailure) => ({ httpStatus, rpcCode, rpcData });
