import type { AlertRule } from '@gatewayops/contracts';

/** How the calls of a window went. */
export interface CallFigures {
  calls: number;
  errors: number;
}

type Threshold = Pick<AlertRule, 'threshold_basis_points' | 'minimum_calls'>;

/**
 * Whether the error rate is above the threshold, in whole numbers: errors / calls > basis points / 10,000. Fewer calls
 * than the minimum say nothing.
 */
export function isAbove(rule: Threshold, { calls, errors }: CallFigures): boolean {
  return calls >= rule.minimum_calls && errors * 10_000 > rule.threshold_basis_points * calls;
}
