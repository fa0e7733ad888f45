import { GatewayOpsError } from '@gatewayops/contracts';
import type { ErrorCode } from '@gatewayops/contracts';
import type { Attempt } from './types.js';

export type UpstreamFailureCode = Extract<ErrorCode, 'upstream_error' | 'timeout' | 'circuit_open' | 'overloaded'>;

/** A call that got no JSON-RPC answer. `attempts` are those that were made, none if the call was refused before. */
export class UpstreamFailure extends GatewayOpsError {
  override readonly code: UpstreamFailureCode;
  readonly attempts: Attempt[];

  constructor(
    code: UpstreamFailureCode,
    options: { message?: string; cause?: unknown; attempts?: Attempt[]; retryAfterSeconds?: number } = {},
  ) {
    const { attempts, ...rest } = options;
    super(code, rest);
    this.name = 'UpstreamFailure';
    this.code = code;
    this.attempts = attempts ?? [];
  }
}
