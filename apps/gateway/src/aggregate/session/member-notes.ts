import type { Notes, SessionNotes } from '../../legs/bridge/to-modern/session-notes.js';
import type { Operation } from '../../request-path/operation.js';
import type { Member } from '../member.js';
import type { SessionState } from './session-state.js';

/** What the client of a session wants to hear of from a member: for one that keeps no sessions, and for one that forgets them. */
export const notesOf = (
  notes: Pick<SessionNotes, 'read'>,
  { key }: Pick<SessionState, 'key'>,
  member: Member,
): Promise<Notes> => notes.read(key.orgId, noteName(key.id, member));

/** Notes a subscription that begins or ends; false where there are too many. Any other request is no matter. */
export async function noteSubscription(
  notes: Pick<SessionNotes, 'subscribe' | 'unsubscribe'>,
  { method, name }: Pick<Operation, 'method' | 'name'>,
  { key }: Pick<SessionState, 'key'>,
  member: Member,
): Promise<boolean> {
  if (method === 'resources/subscribe') return notes.subscribe(key.orgId, noteName(key.id, member), name);
  if (method === 'resources/unsubscribe') await notes.unsubscribe(key.orgId, noteName(key.id, member), name);
  return true;
}

const noteName = (sessionId: string, { server }: Member): string => `${sessionId} ${server.id}`;
