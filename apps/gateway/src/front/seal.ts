import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { z } from 'zod';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * What travels with a client instead of being kept here: encrypted with AES-256-GCM, so that a client can neither read nor
 * make it, and bound to its purpose, so that what was sealed for one is not opened for another. Any replica opens it.
 */
export class Seal<Content> {
  private readonly purpose: Buffer;

  /** @param key of 32 bytes */
  constructor(
    private readonly key: Buffer,
    purpose: string,
    private readonly schema: z.ZodType<Content>,
  ) {
    this.purpose = Buffer.from(purpose);
  }

  /** Visible ASCII without quotes, as headers and JSON strings take it. */
  seal(content: Content): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(this.purpose);
    const text = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** null for anything that we did not seal. */
  open(sealed: string): Content | null {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, IV_BYTES)).setAAD(this.purpose);
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return this.schema.parse(JSON.parse(text.toString('utf8')));
    } catch {
      return null;
    }
  }
}
