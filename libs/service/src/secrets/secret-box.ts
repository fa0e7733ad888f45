import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

const Base64 = z.base64();

/**
 * A secret at rest. `data` is the secret under a data key of its own, `wrapped_key` that data key under the master key with
 * the id `key_id`. Both are AES-256-GCM: 12 bytes nonce, 16 bytes tag, ciphertext, in base64.
 */
export const SealedSecret = z.object({ v: z.literal(1), key_id: z.string(), wrapped_key: Base64, data: Base64 });
export type SealedSecret = z.infer<typeof SealedSecret>;

/** A secret cannot be read: its master key is not configured, or it was altered or moved to another row. */
export class UnreadableSecretError extends Error {}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Seals secrets to the place where they are kept, and opens them there and nowhere else. */
export class SecretBox {
  private readonly current: string;
  private readonly masterKeys: ReadonlyMap<string, Buffer>;

  /** New secrets go under `masterKey`; `previous` ones are good for reading. Each is 32 bytes. */
  constructor(masterKey: Buffer, previous: readonly Buffer[] = []) {
    this.current = masterKeyId(masterKey);
    this.masterKeys = new Map([...previous, masterKey].map((key) => [masterKeyId(key), key]));
  }

  /** The id of the master key that new secrets go under. */
  get currentKeyId(): string {
    return this.current;
  }

  /** @param place names organisation, table and row; the same text is needed to open */
  seal(secret: string, place: string): SealedSecret {
    const dataKey = randomBytes(KEY_BYTES);
    const data = encrypt(dataKey, Buffer.from(secret, 'utf8'), place);
    return { v: 1, ...this.wrap(dataKey, place), data: data.toString('base64') };
  }

  /** @throws UnreadableSecretError */
  open(sealed: SealedSecret, place: string): string {
    const dataKey = this.unwrap(sealed, place);
    return decrypt(dataKey, Buffer.from(sealed.data, 'base64'), place).toString('utf8');
  }

  /** The same secret with its data key under the current master key. @throws UnreadableSecretError */
  rewrap(sealed: SealedSecret, place: string): SealedSecret {
    return { ...sealed, ...this.wrap(this.unwrap(sealed, place), place) };
  }

  private wrap(dataKey: Buffer, place: string): Pick<SealedSecret, 'key_id' | 'wrapped_key'> {
    const masterKey = this.masterKeyOf(this.current);
    return { key_id: this.current, wrapped_key: encrypt(masterKey, dataKey, `key:${place}`).toString('base64') };
  }

  private unwrap(sealed: SealedSecret, place: string): Buffer {
    return decrypt(this.masterKeyOf(sealed.key_id), Buffer.from(sealed.wrapped_key, 'base64'), `key:${place}`);
  }

  private masterKeyOf(keyId: string): Buffer {
    const key = this.masterKeys.get(keyId);
    if (!key) throw new UnreadableSecretError(`The master key ${keyId} is not configured.`);
    return key;
  }
}

/** Recognises a master key without telling anything of it. */
function masterKeyId(key: Buffer): string {
  return createHash('sha256').update('master-key-id:').update(key).digest('hex').slice(0, 16);
}

function encrypt(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

function decrypt(key: Buffer, box: Buffer, context: string): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context)).setAuthTag(box.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new UnreadableSecretError('The secret was altered, or belongs elsewhere.', { cause });
  }
}
