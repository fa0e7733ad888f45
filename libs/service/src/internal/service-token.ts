import { createHmac, timingSafeEqual } from 'node:crypto';

const LIFETIME_SECONDS = 60;
const CLOCK_SKEW_SECONDS = 15;
const TOKEN_PATTERN = /^([a-z][a-z0-9-]{0,31})\.([a-z][a-z0-9-]{0,31})\.(\d{10,12})\.([A-Za-z0-9_-]{43})$/;

const sign = (secret: string, text: string): Buffer => createHmac('sha256', secret).update(text).digest();

/**
 * A token by which `caller` proves itself to the service `audience` for 60 s: `caller.audience.expiry.signature`, signed
 * with HMAC-SHA-256 under the secret that services share. A token for one service is of no use at another.
 */
export function signServiceToken(secret: string, caller: string, audience: string, nowMs = Date.now()): string {
  const text = `${caller}.${audience}.${Math.floor(nowMs / 1000) + LIFETIME_SECONDS}`;
  return `${text}.${sign(secret, text).toString('base64url')}`;
}

/** The caller that `token` proves, or null where it is forged, expired, from the far future, or meant for another. */
export function verifyServiceToken(secret: string, audience: string, token: string, nowMs = Date.now()): string | null {
  const match = TOKEN_PATTERN.exec(token);
  if (!match) return null;
  const [, caller = '', meantFor = '', expiry = '', signature = ''] = match;
  const expected = sign(secret, `${caller}.${meantFor}.${expiry}`);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const secondsLeft = Number(expiry) - nowMs / 1000;
  const inTime = secondsLeft > -CLOCK_SKEW_SECONDS && secondsLeft < LIFETIME_SECONDS + CLOCK_SKEW_SECONDS;
  return meantFor === audience && inTime ? caller : null;
}
