import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { ObjectStoreSettings } from './archive/object-store.js';

const ms = (fallback: number) => z.coerce.number().int().min(100).max(86_400_000).default(fallback);

const PublicKeys = z.string().transform((text, context): KeyObject[] => {
  try {
    const blocks = text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [];
    return blocks.map((block) => createPublicKey(block));
  } catch {
    context.addIssue({ code: 'custom', message: 'use public keys in PEM' });
    return z.NEVER;
  }
});

/** Settings of the audit log, as environment variables. */
export const auditEnvironment = {
  /** How often the ends of chains are signed. */
  AUDIT_SIGN_INTERVAL_MS: ms(60_000),
  /** A folder where signed ends are kept as well, best on a disk that the database's administrators cannot write to. */
  AUDIT_HEADS_DIR: z.string().min(1).optional(),
  AUDIT_ARCHIVE_INTERVAL_MS: ms(3_600_000),
  /** S3-compatible storage for what is older than the retention; without it nothing is ever removed. */
  AUDIT_ARCHIVE_URL: z.url({ protocol: /^https?$/ }).optional(),
  AUDIT_ARCHIVE_BUCKET: z.string().min(1).optional(),
  AUDIT_ARCHIVE_REGION: z.string().min(1).default('us-east-1'),
  AUDIT_ARCHIVE_ACCESS_KEY_ID: z.string().min(1).optional(),
  AUDIT_ARCHIVE_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  AUDIT_ARCHIVE_PREFIX: z
    .string()
    .regex(/^$|\/$/, 'end it with a `/`')
    .default(''),
  /** Of master keys that are no more: what they signed is still checked. */
  AUDIT_PUBLIC_KEYS: PublicKeys.default([]),
};
const Environment = z.object(auditEnvironment);
export type AuditEnvironment = z.infer<typeof Environment>;

/** Null where there is no archive. @throws Error that names what is missing */
export function archiveSettings(environment: AuditEnvironment): ObjectStoreSettings | null {
  const { AUDIT_ARCHIVE_URL: url } = environment;
  if (url === undefined) return null;
  const needed = (
    name: 'AUDIT_ARCHIVE_BUCKET' | 'AUDIT_ARCHIVE_ACCESS_KEY_ID' | 'AUDIT_ARCHIVE_SECRET_ACCESS_KEY',
  ): string => {
    const value = environment[name];
    if (value === undefined) throw new Error(`${name}: is needed where AUDIT_ARCHIVE_URL is set.`);
    return value;
  };
  return {
    url,
    bucket: needed('AUDIT_ARCHIVE_BUCKET'),
    region: environment.AUDIT_ARCHIVE_REGION,
    accessKeyId: needed('AUDIT_ARCHIVE_ACCESS_KEY_ID'),
    secretAccessKey: needed('AUDIT_ARCHIVE_SECRET_ACCESS_KEY'),
    prefix: environment.AUDIT_ARCHIVE_PREFIX,
  };
}
