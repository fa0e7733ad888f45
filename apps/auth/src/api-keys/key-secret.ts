import { createHmac, randomBytes } from 'node:crypto';
import { API_KEY_PREFIX_LENGTH } from '@gatewayops/contracts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_BYTES = 32;
/** 62^43 is the first power of 62 above 2^256. */
const SECRET_DIGITS = 43;

/** `gwo_{environment}_{base62 of 32 random bytes}`. Specification: Authentication Architecture, generation. */
export function newKey(environment: string): string {
  return `gwo_${environment}_${base62(randomBytes(SECRET_BYTES))}`;
}

/** What is stored in the clear to recognise a key by. */
export const prefixOf = (key: string): string => key.slice(0, API_KEY_PREFIX_LENGTH);

/** 32 bytes as 43 base62 digits, the most significant first. */
export function base62(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let i = 0; i < SECRET_DIGITS; i++) {
    text = DIGITS.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}

/** Finds keys by HMAC-SHA-256 under a pepper that the database does not know. */
export class KeyDigester {
  constructor(private readonly pepper: string) {}

  /** 32 bytes. */
  lookupOf(key: string): Buffer {
    return createHmac('sha256', this.pepper).update(key).digest();
  }
}
