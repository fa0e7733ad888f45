import { z } from 'zod';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What one archived month of a chain is: stands beside its object, and in the table `audit_archives`. */
export const ArchiveManifest = z.object({
  kind: z.literal('audit-archive'),
  org_id: z.uuid(),
  month: z.string().regex(/^\d{4}-\d{2}$/),
  object: z.string(),
  first_seq: z.number().int().min(1),
  last_seq: z.number().int().min(1),
  count: z.number().int().min(1),
  /** `prev_hash` of the first row, and `hash` of the last. */
  first_prev_hash: Digest,
  last_hash: Digest,
  /** Of the object as it is stored, compressed. */
  bytes: z.number().int().min(1),
  sha256: Digest,
  archived_at: z.string(),
  key_id: z.string(),
  signature: z.string(),
});
export type ArchiveManifest = z.infer<typeof ArchiveManifest>;

export const objectKey = (orgId: string, month: string): string => `audit/${orgId}/${month}.jsonl.gz`;
export const manifestKey = (orgId: string, month: string): string => `audit/${orgId}/${month}.manifest.json`;
export const headKey = (orgId: string): string => `audit/${orgId}/head.json`;
