import { isJson, sliceOf, stringOf, type Slice } from '@gatewayops/mcp';

/**
 * Servers number their requests each by themselves, so two members of one session may ask the client under one id. Towards the
 * client an id therefore carries whose it is: `"gwo-m.<member>.<the raw id in base64url>"`. The way back needs no memory.
 */
const PREFIX = 'gwo-m.';
const TAG_CHARS = 12;

export interface Marked {
  /** Of the member, see `tagOf`. */
  readonly tag: string;
  /** Raw JSON of what the member wrote. */
  readonly raw: Buffer;
}

/** The random end of a server's id: what it is called in ids towards a client. */
export const tagOf = (serverId: string): string => serverId.slice(-TAG_CHARS);

/** Raw JSON of an id or a progress token that says whose it is. */
export const mark = (tag: string, raw: Buffer): Buffer => Buffer.from(`"${PREFIX}${tag}.${raw.toString('base64url')}"`);

/** null for what a member or a client wrote itself. */
export function unmark(value: Buffer | Slice): Marked | null {
  const text = stringOf(Buffer.isBuffer(value) ? sliceOf(value) : value);
  if (text === null || !text.startsWith(PREFIX)) return null;
  const dot = PREFIX.length + TAG_CHARS;
  if (text[dot] !== '.') return null;
  const raw = Buffer.from(text.slice(dot + 1), 'base64url');
  return isScalar(raw) ? { tag: text.slice(PREFIX.length, dot), raw } : null;
}

/** It goes into a message in place of the mark. A client could write a mark of its own, with other members of a message in it. */
function isScalar(raw: Buffer): boolean {
  const value = sliceOf(raw);
  return value.end - value.start === raw.length && /^["\d-]/.test(raw.toString('latin1', 0, 1)) && isJson(value);
}
