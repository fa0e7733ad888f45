import {
  bytesOf,
  isObject,
  memberOf,
  parseMessage,
  RawJsonError,
  sliceOf,
  type RpcMessage,
  type Slice,
} from '@gatewayops/mcp';
import { mark, unmark } from './marks.js';

/** How the ids of one member look to the client. */
export interface MemberView {
  readonly tag: string;
  /** The only member of a session: its ids stay as they are, so that its messages pass byte for byte. */
  readonly isSole: boolean;
}

/** A range of a message and what takes its place. */
interface Replacement {
  readonly at: Slice;
  readonly by: Buffer;
}

/**
 * A message of a member as the client gets it: requests get an id that is unique in the session, and so does the progress
 * token that a request brings; a request that is taken back is named by that id. Everything else stays, byte for byte.
 */
export function toClient(raw: Buffer, view: MemberView): Buffer {
  const message = parseMessage(raw);
  if (message.kind === 'request') return replaced(raw, requestMarks(message, view));
  if (message.kind !== 'notification' || message.method !== 'notifications/cancelled') return raw;
  const requestId = isObject(message.params) ? memberOf(message.params, 'requestId') : null;
  return replaced(raw, requestId ? marksOf([requestId], view) : []);
}

function requestMarks({ bytes, params }: RpcMessage, view: MemberView): Replacement[] {
  const id = memberOf(bytes, 'id');
  const token = progressToken(params);
  return marksOf([...(id ? [id] : []), ...(token ? [token] : [])], view);
}

/** A token that stands twice is nobody's. */
function progressToken(params: Slice | null): Slice | null {
  try {
    const meta = isObject(params) ? memberOf(params, '_meta') : null;
    return isObject(meta) ? memberOf(meta, 'progressToken') : null;
  } catch (error) {
    if (error instanceof RawJsonError) return null;
    throw error;
  }
}

/** A sole member that writes what looks like our mark gets it marked, too: else the answer would go where that points. */
function marksOf(values: readonly Slice[], view: MemberView): Replacement[] {
  return values
    .filter((at) => !view.isSole || unmark(at) !== null)
    .map((at) => ({ at, by: mark(view.tag, Buffer.from(bytesOf(at))) }));
}

/** A message of the client on its way to a member. */
export interface Addressed {
  /** null where the message does not say which member it is for. */
  readonly tag: string | null;
  /** As the member knows it. */
  readonly bytes: Buffer;
}

/**
 * Whom a message of the client that is no request is for, with what was marked put back: its answer to a request, and the
 * progress that it reports on one.
 */
export function fromClient(message: RpcMessage): Addressed {
  const raw = Buffer.from(bytesOf(message.bytes));
  const own = sliceOf(raw);
  const at = addressIn(message, own);
  const marked = at && unmark(at);
  if (!at || !marked) return { tag: null, bytes: raw };
  return { tag: marked.tag, bytes: replaced(raw, [{ at, by: marked.raw }]) };
}

function addressIn({ kind, method }: RpcMessage, whole: Slice): Slice | null {
  if (kind === 'response' || kind === 'error-response') return memberOf(whole, 'id');
  if (method !== 'notifications/progress') return null;
  const params = memberOf(whole, 'params');
  return isObject(params) ? memberOf(params, 'progressToken') : null;
}

/** The id of the client's request that it takes back; null for any other message. */
export function cancelledId({ method, params }: RpcMessage): string | null {
  if (method !== 'notifications/cancelled' || !isObject(params)) return null;
  const requestId = memberOf(params, 'requestId');
  return requestId && bytesOf(requestId).toString('latin1');
}

/** Positions are those in `bytes`, which a whole message fills from its start. */
function replaced(bytes: Buffer, replacements: readonly Replacement[]): Buffer {
  if (replacements.length === 0) return bytes;
  const parts: Buffer[] = [];
  let from = 0;
  for (const { at, by } of replacements.toSorted((a, b) => a.at.start - b.at.start)) {
    parts.push(bytes.subarray(from, at.start), by);
    from = at.end;
  }
  return Buffer.concat([...parts, bytes.subarray(from)]);
}
