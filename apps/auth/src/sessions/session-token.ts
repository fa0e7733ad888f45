import { hash, randomBytes } from 'node:crypto';
import { parse, stringify } from 'uuid';

const PREFIX = 'gws_';
const USER_BYTES = 16;
const SECRET_BYTES = 32;
const TOKEN = /^gws_([A-Za-z0-9_-]{64})$/;

export interface SessionPlace {
  userId: string;
  /** SHA-256 of the token, in hex: finds the session, and is no credential. */
  digest: string;
}

/** A token of 256 random bits that says whose it is, so that all that is kept of a person can lie in one slot of Redis. */
export function newSessionToken(userId: string): string {
  return PREFIX + Buffer.concat([parse(userId), randomBytes(SECRET_BYTES)]).toString('base64url');
}

/** Where the session of a token is; null for what is none. */
export function placeOfSession(token: string): SessionPlace | null {
  const match = TOKEN.exec(token);
  if (!match?.[1]) return null;
  const bytes = Buffer.from(match[1], 'base64url');
  if (bytes.length !== USER_BYTES + SECRET_BYTES) return null;
  try {
    return { userId: stringify(bytes.subarray(0, USER_BYTES)), digest: hash('sha256', token, 'hex') };
  } catch {
    return null;
  }
}

/** How a session is named where people see it. */
export const sessionIdOf = (digest: string): string => digest.slice(0, 24);
