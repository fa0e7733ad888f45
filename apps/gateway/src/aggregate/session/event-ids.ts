/**
 * Ids of events in a session's streams (2025-11-25, Transports, Resumability). A member's own id says nothing of the member, and
 * the merged stream goes on from the last event of each: so ours carry whose they are, and on the merged stream the last of
 * each member. Any replica reads from them where to go on.
 */
const CALL = 'gwo-c.';
const MERGED = 'gwo-m.';
/** A `Last-Event-ID` is a header, of which there are 16 KiB for all. An event beyond gets no id: resuming then repeats a little. */
const ID_CHARS_MAX = 4_096;

/** Where a client that lost a stream goes on. */
export type Resumption =
  /** In the answer of one member to a request with that method. */
  | { readonly kind: 'call'; readonly tag: string; readonly method: string; readonly id: string }
  /** In the merged stream: the last id of each member, by its tag. */
  | { readonly kind: 'merged'; readonly ids: ReadonlyMap<string, string> }
  /** In an answer of the sole member, whose ids are as it wrote them. */
  | { readonly kind: 'sole'; readonly id: string };

const PLAIN_METHOD = /^[A-Za-z/]{1,64}$/;

/**
 * The id of an event in a member's answer to a request; null where it would be too long. By the method it is known what in the
 * rest of the answer has another name outside.
 */
export const callEventId = (tag: string, method: string, id: string): string | null =>
  bounded(`${CALL}${tag}.${PLAIN_METHOD.test(method) ? method : ''}.${encoded(id)}`);

/** The id of an event in the merged stream, with the last id of each member so far; null where it would be too long. */
export const mergedEventId = (ids: ReadonlyMap<string, string>): string | null =>
  bounded(MERGED + [...ids].map(([tag, id]) => `${tag}.${encoded(id)}`).join('.'));

/** Whether a member's own id could be taken for one of ours. */
export const looksLikeOurs = (id: string): boolean => id.startsWith(CALL) || id.startsWith(MERGED);

export function readEventId(id: string): Resumption {
  if (id.startsWith(CALL)) {
    const [tag = '', method = '', own = ''] = id.slice(CALL.length).split('.');
    return { kind: 'call', tag, method, id: decoded(own) };
  }
  if (!id.startsWith(MERGED)) return { kind: 'sole', id };
  const parts = id.slice(MERGED.length).split('.');
  const ids = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) ids.set(parts[at]!, decoded(parts[at + 1]!));
  return { kind: 'merged', ids };
}

const bounded = (id: string): string | null => (id.length <= ID_CHARS_MAX ? id : null);
const encoded = (id: string): string => Buffer.from(id).toString('base64url');
const decoded = (text: string): string => Buffer.from(text, 'base64url').toString();
