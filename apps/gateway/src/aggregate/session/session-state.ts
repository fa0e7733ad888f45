import { z } from 'zod';

/** A member's own session behind the client's, as any replica goes on with it. */
export const Child = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('http'),
    /** null: the server keeps no sessions. */
    sessionId: z.string().nullable(),
    protocolVersion: z.string(),
    /** Raw JSON of what the server says it can do, with this client. */
    capabilities: z.string(),
  }),
  z.object({
    kind: z.literal('hosted'),
    /** Of the process, in `HostedSessions`. */
    id: z.string(),
    protocolVersion: z.string(),
    capabilities: z.string(),
  }),
]);
export type Child = z.infer<typeof Child>;

/** What never changes of a session. */
export const SessionRecord = z.object({
  /** Raw JSON of the client's `initialize` params, with which each member is greeted. */
  initialize: z.string(),
  /** Id of the only member that there was when the session was opened: its ids go to the client as they are; null for none or several. */
  soleServerId: z.string().nullable(),
});
export type SessionRecord = z.infer<typeof SessionRecord>;

/** Whose a session is, and which. */
export interface SessionKey {
  readonly orgId: string;
  readonly keyId: string;
  readonly id: string;
}

/** A session as one replica knows it. Others change it, too: `SessionStore` has the truth. */
export interface SessionState {
  readonly key: SessionKey;
  readonly record: SessionRecord;
  /** Whether the client has said that it is ready. */
  ready: boolean;
  /** Raw JSON of the level that the client set for logs; null where it did not. */
  level: string | null;
  /** By server id. */
  readonly children: Map<string, Child>;
}

/** What of a session may change, beside its children. */
export type SessionFlag = 'ready' | 'level';

export const CHILD_FIELD = 'child:';

/** As fields of a Redis hash. */
export function fieldsOf({ record, ready, level, children }: SessionState): string[] {
  const fields = ['record', JSON.stringify(record)];
  if (ready) fields.push('ready', '1');
  if (level !== null) fields.push('level', level);
  for (const [serverId, child] of children) fields.push(CHILD_FIELD + serverId, JSON.stringify(child));
  return fields;
}

/** @throws ZodError for a session that another version of the gateway wrote, in a form that is not known here */
export function stateOf(key: SessionKey, fields: readonly string[]): SessionState {
  const values = new Map<string, string>();
  for (let at = 0; at + 1 < fields.length; at += 2) values.set(fields[at]!, fields[at + 1]!);
  const children = new Map<string, Child>();
  for (const [field, value] of values) {
    if (field.startsWith(CHILD_FIELD)) children.set(field.slice(CHILD_FIELD.length), childOf(value));
  }
  return {
    key,
    record: SessionRecord.parse(JSON.parse(values.get('record') ?? 'null')),
    ready: values.has('ready'),
    level: values.get('level') ?? null,
    children,
  };
}

export const childOf = (json: string): Child => Child.parse(JSON.parse(json));
