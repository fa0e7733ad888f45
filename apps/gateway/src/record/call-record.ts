import type { Attempt } from '@gatewayops/mcp';
import type { TraceContext } from '../request-path/call.js';
import type { Outcome } from './outcome.js';

/** What is told of a call when it has ended: everything in here is masked. Sizes are those of the bodies as they came. */
export interface CallRecord {
  readonly trace: TraceContext;
  readonly operation: string;
  readonly serverName: string;
  readonly toolName: string;
  readonly agentName: string;
  readonly endTimeMs: number;
  readonly durationUs: number;
  readonly outcome: Outcome;
  readonly errorMessage: string | null;
  readonly requestSize: number;
  readonly responseSize: number;
  /** UTF-8. */
  readonly requestBody: Buffer | null;
  readonly responseBody: Buffer | null;
  readonly costMicroUsd: number;
  readonly attempts: readonly Attempt[];
  /** `name=microseconds` of each stage that ran, separated by spaces. */
  readonly stages: string;
}
