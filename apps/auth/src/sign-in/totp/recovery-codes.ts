import { hash, randomBytes } from 'node:crypto';

export const RECOVERY_CODES = 10;
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 16;

/** Ten codes of 80 random bits as `xxxx-xxxx-xxxx-xxxx`, without letters that look alike. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const text = [...randomBytes(LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
    return text.replaceAll(/(.{4})(?=.)/g, '$1-');
  });
}

/** What is kept of a code, however it was typed; null for what is none. */
export function recoveryCodeHash(typed: string): Buffer | null {
  const text = typed.toLowerCase().replaceAll(/[\s-]/g, '');
  return text.length === LENGTH ? hash('sha256', text, 'buffer') : null;
}
