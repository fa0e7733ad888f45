import { createHmac, hash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { redisKeys } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';

const LIFE_MS = 10 * 60_000;
const TIME_BYTES = 8;
const RANDOM_BYTES = 16;
const SIGNED_BYTES = TIME_BYTES + RANDOM_BYTES;

/**
 * Challenges for passkeys. Each page shows one, so nothing is kept of them: they are signed for what they are asked for, and
 * only the used ones are remembered, until they would have ended.
 */
export class PasskeyChallenges {
  private readonly key: Buffer;

  constructor(
    private readonly redis: Redis,
    pepper: string,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', pepper, '', 'gatewayops passkey challenges', 32));
  }

  /** @param purpose names the act and the browser or person that it is for */
  issue(purpose: string): Uint8Array<ArrayBuffer> {
    const signed = Buffer.alloc(SIGNED_BYTES);
    signed.writeBigUInt64BE(BigInt(Date.now() + LIFE_MS));
    randomBytes(RANDOM_BYTES).copy(signed, TIME_BYTES);
    return new Uint8Array(Buffer.concat([signed, this.sign(signed, purpose)]));
  }

  /** Whether a challenge is ours, for this purpose, in time, and was not used before; it is used then. */
  async redeem(challenge: string, purpose: string): Promise<boolean> {
    const bytes = Buffer.from(challenge, 'base64url');
    const signed = bytes.subarray(0, SIGNED_BYTES);
    const expected = this.sign(signed, purpose);
    const given = bytes.subarray(SIGNED_BYTES);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
    const leftMs = Number(signed.readBigUInt64BE()) - Date.now();
    if (leftMs <= 0) return false;
    const key = redisKeys.usedPasskeyChallenge(hash('sha256', bytes, 'hex'));
    return (await this.redis.set(key, '1', 'PX', leftMs, 'NX')) === 'OK';
  }

  private sign(signed: Buffer, purpose: string): Buffer {
    return createHmac('sha256', this.key).update(signed).update(purpose).digest();
  }
}
