import { GatewayOpsError, redisKeys } from '@gatewayops/contracts';
import { defineScript, type Redis } from '@gatewayops/redis';
import {
  CHILD_FIELD,
  childOf,
  fieldsOf,
  stateOf,
  type Child,
  type SessionFlag,
  type SessionKey,
  type SessionState,
} from './session-state.js';

/** Sessions that all replicas share. Each method rejects with `service_unavailable` where the store is away. */
export interface SessionStore {
  /** False where the key has as many sessions as it may. */
  open(state: SessionState): Promise<boolean>;
  /** null where it is over. Reading it makes it last as long again. */
  read(key: SessionKey): Promise<SessionState | null>;
  set(key: SessionKey, flag: SessionFlag, value: string): Promise<void>;
  /**
   * Puts a member's session in the place of `before`. Gives the one that then stands, which is another's where another
   * replica was first; null where the client's session is over.
   */
  replaceChild(key: SessionKey, serverId: string, before: Child | null, child: Child): Promise<Child | null>;
  /** The session as it was; null where it was over. */
  remove(key: SessionKey): Promise<SessionState | null>;
}

export interface SessionLimits {
  /** How long a session lasts that is not used. */
  readonly ttlMs: number;
  readonly sessionsPerKeyMax: number;
}

const script = (name: string, keys: number) => defineScript(new URL(`../../../lua/${name}.lua`, import.meta.url), keys);
const openScript = script('open-session', 2);
const readScript = script('read-session', 2);
const replaceScript = script('replace-session-field', 1);

const sessionKey = ({ orgId, id }: SessionKey): string => redisKeys.session(orgId, id);
const keySessions = ({ orgId, keyId }: SessionKey): string => redisKeys.sessionsOfKey(orgId, keyId);

export class RedisSessionStore implements SessionStore {
  constructor(
    private readonly redis: Redis,
    private readonly limits: SessionLimits,
  ) {}

  async open(state: SessionState): Promise<boolean> {
    const { key } = state;
    const { ttlMs, sessionsPerKeyMax } = this.limits;
    const args = [key.id, ttlMs, sessionsPerKeyMax, ...fieldsOf(state)];
    return (await asked(openScript.run(this.redis, [sessionKey(key), keySessions(key)], args))) === 1;
  }

  async read(key: SessionKey): Promise<SessionState | null> {
    const args = [key.id, this.limits.ttlMs];
    const fields = (await asked(readScript.run(this.redis, [sessionKey(key), keySessions(key)], args))) as string[];
    return fields.length === 0 ? null : stateOf(key, fields);
  }

  async set(key: SessionKey, flag: SessionFlag, value: string): Promise<void> {
    await asked(replaceScript.run(this.redis, [sessionKey(key)], [flag, '*', value]));
  }

  async replaceChild(key: SessionKey, serverId: string, before: Child | null, child: Child): Promise<Child | null> {
    const args = [CHILD_FIELD + serverId, before ? JSON.stringify(before) : '', JSON.stringify(child)];
    const standing = (await asked(replaceScript.run(this.redis, [sessionKey(key)], args))) as string | null;
    return standing === null || standing === '' ? null : childOf(standing);
  }

  async remove(key: SessionKey): Promise<SessionState | null> {
    const fields = await this.read(key);
    const removed = await asked(this.redis.del(sessionKey(key)));
    await asked(this.redis.zrem(keySessions(key), key.id));
    return removed === 1 ? fields : null;
  }
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw new GatewayOpsError('service_unavailable', {
      message: 'Sessions cannot be had at the moment: their store does not answer. Try again shortly.',
      retryAfterSeconds: 2,
      cause,
    });
  }
}
