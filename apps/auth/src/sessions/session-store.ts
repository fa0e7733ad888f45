import { redisKeys } from '@gatewayops/contracts';
import { defineScript, Redis } from '@gatewayops/redis';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { SessionPlace } from './session-token.js';

/** Specification: Auth Service, caching strategy, sessions: 8 hours, sliding. */
export const SESSION_IDLE_MS = 8 * 3_600_000;
/** However often it is used, a session ends then. */
export const SESSION_LIFE_MS = 7 * 24 * 3_600_000;
const SEEN_EVERY_MS = 30_000;
export const SESSIONS_PER_PERSON_MAX = 50;

const script = (name: string, keys: number) => defineScript(new URL(`../../lua/${name}.lua`, import.meta.url), keys);
const openSession = script('open-session', 3);
const readSession = script('read-session', 2);
const endSessions = script('end-sessions', 3);

const Milliseconds = z.coerce.number().int();

/** A session as Redis has it; text, as a hash has nothing else. An empty organisation is none. */
const StoredSession = z.object({
  email: z.string(),
  name: z.string(),
  orgId: z.string(),
  csrfToken: z.string(),
  /** How they proved who they are (RFC 8176), between spaces: `pwd`, `otp`, `hwk`, `email`, `sso`, `mfa`. */
  methods: z.string(),
  /** Who vouches for a second factor: `person` for what they proved to us, or the organisation whose identity provider said so. */
  mfaOf: z.string().default(''), // sessions of before there was a second factor lack it
  createdAtMs: Milliseconds,
  authenticatedAtMs: Milliseconds,
  seenAtMs: Milliseconds,
  endsAtMs: Milliseconds,
  ipAddress: z.string(),
  userAgent: z.string(),
});
export type StoredSession = z.infer<typeof StoredSession>;
export type NewSession = Omit<StoredSession, 'seenAtMs' | 'endsAtMs'>;

/**
 * People's sessions, in Redis. What is kept of one person lies in one slot, so that a session cannot be opened past the moment
 * at which all of theirs were ended. Without Redis nobody is signed in: each method rejects as the client does.
 */
@Injectable()
export class SessionStore {
  constructor(private readonly redis: Redis) {}

  /** Read it before a sign-in begins to be checked, and open the session with it. */
  async epochOf(userId: string): Promise<string> {
    return (await this.redis.get(redisKeys.personEpoch(userId))) ?? '0';
  }

  /** False where all sessions of the person were ended since `epoch` was read. */
  async open({ userId, digest }: SessionPlace, epoch: string, session: NewSession): Promise<boolean> {
    const keys = [
      redisKeys.personSession(userId, digest),
      redisKeys.personSessions(userId),
      redisKeys.personEpoch(userId),
    ];
    const fields = Object.entries(session).flatMap(([name, value]) => [name, String(value)]);
    const now = Date.now();
    const limits = [now, now + SESSION_LIFE_MS, SESSION_IDLE_MS, SESSIONS_PER_PERSON_MAX];
    const opened = await openSession.run(this.redis, keys, [epoch, ...limits, digest, prefixOf(userId), ...fields]);
    return opened === 1;
  }

  /** Null where there is none any more. Using a session lets it live on. */
  async read({ userId, digest }: SessionPlace): Promise<StoredSession | null> {
    const keys = [redisKeys.personSession(userId, digest), redisKeys.personEpoch(userId)];
    const answer = await readSession.run(this.redis, keys, [Date.now(), SESSION_IDLE_MS, SEEN_EVERY_MS]);
    return sessionOf(answer as string[]);
  }

  /** Changes a session that is there; false where it has ended. */
  async change({ userId, digest }: SessionPlace, fields: Partial<NewSession>): Promise<boolean> {
    const key = redisKeys.personSession(userId, digest);
    if ((await this.redis.exists(key)) === 0) return false;
    await this.redis.hset(key, fields);
    return true;
  }

  /** All of a person's sessions that live, with their digests. */
  async list(userId: string): Promise<{ digest: string; session: StoredSession }[]> {
    const digests = await this.redis.zrevrange(redisKeys.personSessions(userId), 0, SESSIONS_PER_PERSON_MAX - 1);
    const found = await Promise.all(
      digests.map(async (digest) => {
        const session = hashOf(await this.redis.hgetall(redisKeys.personSession(userId, digest)));
        return session === null ? null : { digest, session };
      }),
    );
    return found.filter((entry) => entry !== null);
  }

  async end({ userId, digest }: SessionPlace): Promise<boolean> {
    const [ended] = await Promise.all([
      this.redis.del(redisKeys.personSession(userId, digest)),
      this.redis.zrem(redisKeys.personSessions(userId), digest),
    ]);
    return ended === 1;
  }

  /** Ends all sessions of a person, also those whose sign-in is under way; `but` stays. */
  async endAll(userId: string, but: string | null = null): Promise<number> {
    const stays = redisKeys.personSession(userId, but ?? '');
    const keys = [redisKeys.personSessions(userId), redisKeys.personEpoch(userId), stays];
    return Number(await endSessions.run(this.redis, keys, [prefixOf(userId), but ?? '']));
  }
}

const prefixOf = (userId: string): string => redisKeys.personSession(userId, '');

function sessionOf(answer: string[]): StoredSession | null {
  const pairs: Record<string, string> = {};
  for (let i = 0; i + 1 < answer.length; i += 2) pairs[answer[i] as string] = answer[i + 1] as string;
  return hashOf(pairs);
}

/** One that another version of us wrote, and we cannot read, is none: its bearer signs in again. */
function hashOf(fields: Record<string, string>): StoredSession | null {
  const parsed = StoredSession.safeParse(fields);
  return parsed.success ? parsed.data : null;
}
