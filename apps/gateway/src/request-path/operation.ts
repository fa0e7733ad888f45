import { asSlice, isObject, memberOf, type Slice } from '@gatewayops/mcp';
import type { FrontSession } from '../front/front-session.js';

/** What a scope is checked against: see `07-authorize.ts`. */
export type Subject = 'tool' | 'resource' | 'prompt' | 'server';

/**
 * What the caller asks for, whichever address and revision it came by.
 *
 * `request` wants an answer and is counted: a span, and a price once it goes upstream. `message` (a notification, or the
 * answer to a server's request) and `transport` (opening or ending a session's stream) are carried and not counted. A `batch` holds several: each is counted by itself.
 */
export interface Operation {
  readonly kind: 'request' | 'message' | 'transport' | 'batch';
  readonly surface: 'rest' | 'mcp';
  /** Of the client's side: modern is 2026-07-28, legacy is everything before it. */
  readonly era: 'modern' | 'legacy';
  /** The MCP method; empty for `transport`. */
  readonly method: string;
  readonly subject: Subject;
  /** Tool or prompt name, or resource URI; empty where there is none. */
  readonly name: string;
  /** Raw JSON object, or null where the request has none; a slice of the body where it stands there as it is. */
  readonly params: Slice | Buffer | null;
  /** The JSON-RPC id as it came, or null for REST and for messages. */
  readonly id: Buffer | null;
  readonly session: FrontSession | null;
  /** What the client calls itself in the protocol; null where it does not. */
  readonly clientName: string | null;
}

const SUBJECTS: Record<string, Subject> = {
  'tools/call': 'tool',
  'resources/read': 'resource',
  'resources/subscribe': 'resource',
  'resources/unsubscribe': 'resource',
  'prompts/get': 'prompt',
};

export const subjectOf = (method: string): Subject => SUBJECTS[method] ?? 'server';

/** Which member of `params` names what a method is about; undefined where nothing does. */
export function nameMemberOf(method: string): 'name' | 'uri' | undefined {
  const subject = subjectOf(method);
  if (subject === 'server') return undefined;
  return subject === 'resource' ? 'uri' : 'name';
}

/** What the caller says of itself and its request beside what it asks (2026-07-28, `_meta`); null where it says nothing. */
export function metaOf({ params }: Pick<Operation, 'params'>): Slice | null {
  const whole = asSlice(params);
  const meta = isObject(whole) ? memberOf(whole, '_meta') : null;
  return isObject(meta) ? meta : null;
}
