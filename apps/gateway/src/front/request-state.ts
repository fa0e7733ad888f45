import { createHash } from 'node:crypto';
import { bytesOf, isObject, memberOf, asSlice, sliceOf, stringOf, withMember, type Slice } from '@gatewayops/mcp';
import { z } from 'zod';
import type { RoutedCall } from '../request-path/call.js';
import { ProtocolFailure, RPC } from './protocol-failure.js';
import { Seal } from './seal.js';

/** Whose call of what something belongs to, and until when. */
export const CallBinding = z.object({
  orgId: z.string(),
  keyId: z.string(),
  serverId: z.string(),
  call: z.string(),
  /** Milliseconds since 1970. */
  expiresAtMs: z.number(),
});
export type CallBinding = z.infer<typeof CallBinding>;
/** What a server wants back when its client has answered what it asked (2026-07-28, multi-round-trip requests), as the client carries it. */
const RequestState = CallBinding.extend({ state: z.string() });
export type RequestStateSeal = Seal<z.infer<typeof RequestState>>;
export const requestStateSeal = (secret: Buffer): RequestStateSeal => new Seal(secret, 'request-state', RequestState);

/** People are asked: they need their time. */
const LIFETIME_MS = 3_600_000;
/** The methods on which a server may ask back. */
export const ASKING: ReadonlySet<string> = new Set(['tools/call', 'prompts/get', 'resources/read']);
const INPUT_REQUIRED = '"input_required"';

/** Whether the server's answer to this may ask for something. */
const mayAsk = ({ operation }: RoutedCall): boolean => operation.era === 'modern' && ASKING.has(operation.method);

type Body = Buffer | AsyncIterable<Buffer>;

/** The result with its `requestState` sealed; as it is, where the server asks for nothing. */
export function sealRequestState(call: RoutedCall, result: Body, seal: RequestStateSeal): Body {
  if (!mayAsk(call)) return result;
  return Buffer.isBuffer(result) ? sealedWhole(call, result, seal) : sealedStream(call, result, seal);
}

/** Whether it asks is seen in its beginning. A state that passes unseen is refused when it comes back. */
async function* sealedStream(
  call: RoutedCall,
  parts: AsyncIterable<Buffer>,
  seal: RequestStateSeal,
): AsyncGenerator<Buffer> {
  let collected: Buffer[] | null = null;
  let isFirst = true;
  for await (const part of parts) {
    if (isFirst && part.includes(INPUT_REQUIRED)) collected = [];
    isFirst = false;
    if (collected === null) yield part;
    else collected.push(part);
  }
  if (collected !== null) yield sealedWhole(call, Buffer.concat(collected), seal);
}

function sealedWhole(call: RoutedCall, result: Buffer, seal: RequestStateSeal): Buffer {
  if (!result.includes(INPUT_REQUIRED)) return result;
  const whole = sliceOf(result);
  const state = isObject(whole) && asks(whole) ? stringOf(memberOf(whole, 'requestState')) : null;
  if (state === null) return result;
  const sealed = seal.seal({ ...boundTo(call, LIFETIME_MS), state });
  return withMember(whole, 'requestState', Buffer.from(`"${sealed}"`));
}

const asks = (result: Slice): boolean => stringOf(memberOf(result, 'resultType')) === 'input_required';

/**
 * The parameters with the server's own `requestState` in them again.
 * @throws ProtocolFailure -32602 for one that we did not give to this key for this call, or that is too old
 */
export function openRequestState(call: RoutedCall, seal: RequestStateSeal): Slice | Buffer | null {
  const { params } = call.operation;
  if (params === null || !mayAsk(call)) return params;
  const whole = asSlice(params);
  const given = memberOf(whole, 'requestState');
  if (given === null) return params;
  const opened = seal.open(stringOf(given) ?? '');
  if (opened === null || !isBoundTo(call, opened)) {
    throw new ProtocolFailure(
      200,
      RPC.invalidParams,
      '`requestState` is not that of this call, or too old: call anew.',
    );
  }
  return withMember(whole, 'requestState', Buffer.from(JSON.stringify(opened.state)));
}

/** Binds a state to who calls, to what is called, and to a time. */
export function boundTo(call: RoutedCall, lifeMs: number): CallBinding {
  const { principal, server } = call;
  const { orgId, keyId } = principal;
  return { orgId, keyId, serverId: server.id, call: digestOf(call), expiresAtMs: Date.now() + lifeMs };
}

export function isBoundTo(call: RoutedCall, binding: CallBinding): boolean {
  const { principal, server } = call;
  return (
    binding.orgId === principal.orgId &&
    binding.keyId === principal.keyId &&
    binding.serverId === server.id &&
    binding.call === digestOf(call) &&
    binding.expiresAtMs > Date.now()
  );
}

/** What is asked for, and with which arguments: a retry has the same (2026-07-28, multi-round-trip requests). */
function digestOf({ operation }: RoutedCall): string {
  const { method, name, params } = operation;
  const hash = createHash('sha256').update(`${method}\n${name}\n`);
  const whole = asSlice(params);
  const given = isObject(whole) ? memberOf(whole, 'arguments') : null;
  if (given !== null) hash.update(bytesOf(given));
  return hash.digest('base64url');
}
