import { memberOf, asSlice, stringOf } from '@gatewayops/mcp';
import { z } from 'zod';
import { ProtocolFailure, RPC } from '../../../front/protocol-failure.js';
import { boundTo, CallBinding, isBoundTo } from '../../../front/request-state.js';
import { Seal } from '../../../front/seal.js';
import type { RoutedCall } from '../../../request-path/call.js';

/** Which waiting call a client goes on with, and on which replica it waits: the `requestState` that we gave it. */
const ParkedState = CallBinding.extend({ replicaId: z.string(), parkedId: z.string() });
export type ParkedState = z.infer<typeof ParkedState>;
export type ParkedStateSeal = Seal<ParkedState>;
export const parkedStateSeal = (secret: Buffer): ParkedStateSeal => new Seal(secret, 'parked-call', ParkedState);

/** @param lifeMs how long the call waits */
export function sealParked(
  call: RoutedCall,
  seal: ParkedStateSeal,
  { replicaId, parkedId, lifeMs }: { replicaId: string; parkedId: string; lifeMs: number },
): string {
  return seal.seal({ ...boundTo(call, lifeMs), replicaId, parkedId });
}

/**
 * The call that this request goes on with; null for a new one.
 * @throws ProtocolFailure -32602 for a `requestState` that we did not give to this key for this call, or that is too old
 */
export function parkedStateOf(call: RoutedCall, seal: ParkedStateSeal): ParkedState | null {
  const { params } = call.operation;
  if (params === null) return null;
  const given = memberOf(asSlice(params), 'requestState');
  if (given === null) return null;
  const opened = seal.open(stringOf(given) ?? '');
  if (opened !== null && isBoundTo(call, opened)) return opened;
  throw new ProtocolFailure(200, RPC.invalidParams, '`requestState` is not that of this call, or too old: call anew.');
}
