import { GatewayOpsError } from '@gatewayops/contracts';

/** `value`, or `not_found`: what belongs to another organisation is not there either. */
export function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new GatewayOpsError('not_found');
  return value;
}
