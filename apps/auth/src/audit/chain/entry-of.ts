import type { AuditRecorded } from '@gatewayops/contracts';
import { canonicalJson, type Json } from './canonical-json.js';
import type { UnhashedEntry } from './entry-hash.js';

/** Longer details are cut to a word that they were there: a row is a record, not a store. */
const DETAILS_CHARACTERS_MAX = 65_536;

export interface ChainPlace {
  seq: number;
  recordedAtMs: number;
  prevHash: string;
}

/** The row that an event becomes at a place of the chain. */
export function entryOf({ id, orgId, occurredAt, payload }: AuditRecorded, place: ChainPlace): UnhashedEntry {
  return {
    id,
    seq: place.seq,
    timestamp: new Date(occurredAt).toISOString(),
    recorded_at: new Date(place.recordedAtMs).toISOString(),
    event_type: storable(payload.action),
    actor: {
      type: payload.actorType,
      id: payload.actorId,
      email: storableOrNull(payload.actorEmail),
      ip_address: storableOrNull(payload.ipAddress),
      user_agent: storableOrNull(payload.userAgent),
    },
    resource: { type: storable(payload.resourceType), id: payload.resourceId, org_id: orgId },
    details: bounded(storableJson(payload.details) as Record<string, Json>),
    request_id: storableOrNull(payload.requestId),
    prev_hash: place.prevHash,
  };
}

/** PostgreSQL takes neither U+0000 nor half a surrogate pair. What is hashed must be what is read back. */
const storable = (text: string): string => text.replaceAll('\u0000', '\uFFFD').toWellFormed();
const storableOrNull = (text: string | null): string | null => (text === null ? null : storable(text));

function storableJson(value: Json): Json {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [storable(name), storableJson(member)]));
}

function bounded(details: Record<string, Json>): Record<string, Json> {
  const { length } = canonicalJson(details);
  return length <= DETAILS_CHARACTERS_MAX ? details : { omitted: true, characters: length };
}
