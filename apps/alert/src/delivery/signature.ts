import { createHmac } from 'node:crypto';

/**
 * `X-GatewayOps-Signature`: `t=<Unix seconds>,v1=<HMAC-SHA-256 in hex over "<t>.<body>">`. The time is signed, so that a
 * receiver can refuse an old message that somebody sends again.
 */
export function signatureOf(secret: string, body: string, atSeconds: number): string {
  const signature = createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex');
  return `t=${atSeconds},v1=${signature}`;
}
