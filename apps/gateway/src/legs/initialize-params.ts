import { asSlice, isObject, type Slice } from '@gatewayops/mcp';
import type { RoutedCall } from '../request-path/call.js';

/** They travel in the session's id, which is a header. */
const BYTES_MAX = 4_096;

/** What a client says of itself when it opens a session, to be kept with that; null where it is too much to be. */
export function initializeParams({ operation: { params } }: RoutedCall): Slice | null {
  const whole = asSlice(params);
  return isObject(whole) && whole.end - whole.start <= BYTES_MAX ? whole : null;
}
