import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { cookieOf } from '@gatewayops/access';
import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = '__Host-gwo_device';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const LIFE_SECONDS = 180 * 86_400;
const PEOPLE_MAX = 4;

/**
 * Browsers in which somebody has signed in before, by a signed cookie: `<person>.<device>.<signature>`, of up to four people.
 * It opens nothing. Guesses from such a browser are counted on their own, so that a crowd that guesses at somebody's password
 * does not shut them out.
 */
export class KnownDevices {
  private readonly key: Buffer;

  constructor(pepper: string) {
    this.key = Buffer.from(hkdfSync('sha256', pepper, '', 'gatewayops known devices', 32));
  }

  /** The device's name where the person has signed in there before, else null. */
  find(request: FastifyRequest, userId: string): string | null {
    return this.entriesOf(request).find((entry) => entry.userId === userId)?.deviceId ?? null;
  }

  /** As `find`, for whoever has signed in there last. */
  findAny(request: FastifyRequest): string | null {
    return this.entriesOf(request)[0]?.deviceId ?? null;
  }

  /** Has the browser known from now on. */
  remember(request: FastifyRequest, reply: FastifyReply, userId: string): void {
    const entries = this.entriesOf(request);
    const deviceId =
      entries.find((entry) => entry.userId === userId)?.deviceId ?? randomBytes(12).toString('base64url');
    const others = entries.filter((entry) => entry.userId !== userId).slice(0, PEOPLE_MAX - 1);
    const value = [{ userId, deviceId }, ...others].map((entry) => this.sign(entry)).join('~');
    void reply.header('set-cookie', `${NAME}=${value}; Max-Age=${LIFE_SECONDS}; ${ATTRIBUTES}`);
  }

  private entriesOf(request: FastifyRequest): Entry[] {
    const value = cookieOf(request.headers.cookie, NAME) ?? '';
    return value
      .split('~', PEOPLE_MAX)
      .map((text) => this.read(text))
      .filter((entry) => entry !== null);
  }

  private read(text: string): Entry | null {
    const [userId, deviceId, signature] = text.split('.');
    if (!userId || !deviceId || !signature) return null;
    const [given, expected] = [Buffer.from(text), Buffer.from(this.sign({ userId, deviceId }))];
    return given.length === expected.length && timingSafeEqual(given, expected) ? { userId, deviceId } : null;
  }

  private sign({ userId, deviceId }: Entry): string {
    const signed = `${userId}.${deviceId}`;
    return `${signed}.${createHmac('sha256', this.key).update(signed).digest('base64url')}`;
  }
}

interface Entry {
  userId: string;
  deviceId: string;
}
