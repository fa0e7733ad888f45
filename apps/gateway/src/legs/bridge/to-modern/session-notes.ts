import { createHash } from 'node:crypto';
import { redisKeys } from '@gatewayops/contracts';

const LIFE_S = 24 * 3_600;
const SUBSCRIPTIONS_MAX = 1_000;
const LEVEL = 'level';
const SUBSCRIBED = 'uri:';

export interface Notes {
  /** From which level on the client wants the log; null: it has not said. */
  readonly logLevel: string | null;
  /** Resources of which it wants to hear when they change. */
  readonly subscriptions: readonly string[];
}

/** What is used of Redis. */
interface Hashes {
  hgetall(key: string): Promise<Record<string, string>>;
  hset(key: string, field: string, value: string): Promise<number>;
  hdel(key: string, field: string): Promise<number>;
  hlen(key: string): Promise<number>;
  expire(key: string, seconds: number): Promise<number>;
  del(key: string): Promise<number>;
}

/**
 * What clients of the older revisions say once for a whole session, and servers of 2026-07-28 want to be told with each
 * request. In Redis, where every replica finds it; without Redis a session goes on as if nothing had been said.
 */
export class SessionNotes {
  constructor(private readonly redis: Hashes) {}

  /** @param session as the client's header has it */
  async read(orgId: string, session: string): Promise<Notes> {
    const fields = await this.redis.hgetall(keyOf(orgId, session)).catch(() => ({}) as Record<string, string>);
    const subscriptions = Object.keys(fields)
      .filter((field) => field.startsWith(SUBSCRIBED))
      .map((field) => field.slice(SUBSCRIBED.length));
    return { logLevel: fields[LEVEL] ?? null, subscriptions };
  }

  async setLogLevel(orgId: string, session: string, level: string): Promise<void> {
    await this.write(orgId, session, LEVEL, level);
  }

  /** Whether there was room for it: 1,000 a session. */
  async subscribe(orgId: string, session: string, uri: string): Promise<boolean> {
    if ((await this.redis.hlen(keyOf(orgId, session))) >= SUBSCRIPTIONS_MAX) return false;
    await this.write(orgId, session, SUBSCRIBED + uri, '1');
    return true;
  }

  async unsubscribe(orgId: string, session: string, uri: string): Promise<void> {
    await this.redis.hdel(keyOf(orgId, session), SUBSCRIBED + uri);
  }

  async forget(orgId: string, session: string): Promise<void> {
    await this.redis.del(keyOf(orgId, session)).catch(() => 0);
  }

  private async write(orgId: string, session: string, field: string, value: string): Promise<void> {
    const key = keyOf(orgId, session);
    await this.redis.hset(key, field, value);
    await this.redis.expire(key, LIFE_S);
  }
}

const keyOf = (orgId: string, session: string): string =>
  redisKeys.bridgedSession(orgId, createHash('sha256').update(session).digest('base64url'));
