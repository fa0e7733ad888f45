import { bytesOf, onOneLine, parseMessage, withMember, type RpcMessage } from '@gatewayops/mcp';
import {
  isRewritten,
  mayHave,
  mayHoldNames,
  outwardError,
  outwardMessage,
  outwardResult,
  type Outward,
} from '../rewrite/outward.js';
import { rewritten, type EventBlock } from './event-blocks.js';
import { callEventId, looksLikeOurs } from './event-ids.js';
import { tagOf } from './marks.js';
import { toClient } from './message-ids.js';
import type { LiveSession } from './live-session.js';

/** How a member looks to the client of a session. */
export interface MemberView {
  /** In its ids. */
  readonly tag: string;
  /** The only member of a session: its ids stay as they are, so that its messages pass byte for byte. */
  readonly isSole: boolean;
  readonly out: Outward;
  /** Of the request that it answers; empty on a stream that answers none. */
  readonly method: string;
  /** Hears of all that it says. */
  readonly heard: (raw: Buffer) => void;
}

export function viewOf(
  { state }: LiveSession,
  out: Outward,
  method: string,
  heard: (serverId: string, raw: Buffer) => void,
): MemberView {
  const { id } = out.member.server;
  const isSole = state.record.soleServerId === id;
  return { tag: tagOf(id), isSole, out, method, heard: (raw) => heard(id, raw) };
}

/** A message of a member as the client gets it; the same bytes where nothing in it is called otherwise outside. */
export function shown(raw: Buffer, view: MemberView): Buffer {
  view.heard(raw);
  // Most of what is said are answers, which need not be read for this.
  const marked = mayHave(raw, '"method"') ? outwardMessage(toClient(raw, view), view.out) : raw;
  return marked === raw && mayHoldNames(raw) && isRewritten(view.method, view.out.member)
    ? shownResponse(raw, view)
    : marked;
}

function shownResponse(raw: Buffer, { method, out }: MemberView): Buffer {
  const message = parseMessage(raw);
  if (message.kind === 'response') return withValue(message, 'result', (result) => outwardResult(method, result, out));
  if (message.kind === 'error-response') return withValue(message, 'error', (error) => outwardError(error, out));
  return raw;
}

function withValue(message: RpcMessage, name: 'result' | 'error', change: (value: Buffer) => Buffer): Buffer {
  const value = bytesOf(message[name]!);
  const changed = change(value);
  return changed === value ? bytesOf(message.bytes) : withMember(message.bytes, name, changed);
}

/** An event in a member's answer as the client gets it. */
export function shownEvent(block: EventBlock, view: MemberView): Buffer {
  return rewritten(block, shownId(block.id, view), shownData(block, view));
}

/** As it came where nothing was changed: else on one line. */
export function shownData({ data }: EventBlock, view: MemberView): Buffer | null {
  if (data === null || data.length === 0) return data;
  const message = shown(data, view);
  return message === data ? data : onOneLine(message);
}

function shownId(id: string | null, { tag, isSole, method }: MemberView): string | null {
  if (id === null || (isSole && !looksLikeOurs(id))) return id;
  return callEventId(tag, method, id);
}
