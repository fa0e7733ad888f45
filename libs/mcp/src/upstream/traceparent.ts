import { randomBytes } from 'node:crypto';

/** A trace of its own for what the gateway asks by itself (W3C Trace Context, section 3.2; not sampled). */
export function newTraceparent(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;
}
