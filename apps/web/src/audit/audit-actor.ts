import { texts } from '../texts';
import type { AuditEntry } from './audit-queries';

const words = texts.audit;

/** Who did it, in as much of a name as there is. */
export const actorOf = ({ actor }: AuditEntry, personName: (id: string) => string): string => {
  if (actor.type === 'system') return words.system;
  if (actor.email !== null) return actor.email;
  if (actor.id === null) return words.actors[actor.type];
  return actor.type === 'user' ? personName(actor.id) : `${words.actors.api_key} ${actor.id.slice(0, 8)}`;
};
