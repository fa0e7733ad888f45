import { createHash } from 'node:crypto';
import type { AuditLogEntry } from '@gatewayops/contracts';
import { canonicalJson } from './canonical-json.js';

/** `prev_hash` of the first row of a chain. */
export const CHAIN_START = '0'.repeat(64);

export type UnhashedEntry = Omit<AuditLogEntry, 'hash'>;

/**
 * The hash of a row: SHA-256, in hex, over its canonical JSON (RFC 8785) without `hash`. `prev_hash` is in it, and so is
 * every row before.
 */
export function entryHash(entry: UnhashedEntry): string {
  const { id, seq, timestamp, recorded_at, event_type, actor, resource, details, request_id, prev_hash } = entry;
  const hashed = { id, seq, timestamp, recorded_at, event_type, actor, resource, details, request_id, prev_hash };
  return createHash('sha256').update(canonicalJson(hashed), 'utf8').digest('hex');
}
