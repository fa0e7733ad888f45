import { redisKeys } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';

/** What one session may have noted; more is not kept. */
const NOTES_MAX = 1_000;

/** What must be said again to a process that takes the place of another: raw params by method and what they are about. */
export interface Note {
  readonly method: string;
  readonly about: string;
  /** Raw JSON; null where it holds no more. */
  readonly params: Buffer | null;
}

/** What clients have set in their sessions, where any replica finds it. Never rejects: without it, it is set no more after a takeover. */
export interface SessionNotes {
  set(sessionId: string, note: Note): Promise<void>;
  all(sessionId: string): Promise<Note[]>;
  forget(sessionId: string): Promise<void>;
}

/** In the memory of one replica. */
export class MemorySessionNotes implements SessionNotes {
  private readonly notes = new Map<string, Map<string, Note>>();

  set(sessionId: string, note: Note): Promise<void> {
    const own = this.notes.get(sessionId) ?? new Map<string, Note>();
    this.notes.set(sessionId, own);
    if (note.params === null) own.delete(fieldOf(note));
    else if (own.size < NOTES_MAX) own.set(fieldOf(note), note);
    return Promise.resolve();
  }

  all(sessionId: string): Promise<Note[]> {
    return Promise.resolve([...(this.notes.get(sessionId)?.values() ?? [])]);
  }

  forget(sessionId: string): Promise<void> {
    this.notes.delete(sessionId);
    return Promise.resolve();
  }
}

/** In Redis, for as long as a session may last. */
export class RedisSessionNotes implements SessionNotes {
  constructor(
    private readonly redis: Redis,
    private readonly lifeMs: number,
  ) {}

  async set(sessionId: string, note: Note): Promise<void> {
    const key = redisKeys.sessionNotes(sessionId);
    try {
      if (note.params === null) await this.redis.hdel(key, fieldOf(note));
      else if ((await this.redis.hlen(key)) < NOTES_MAX) {
        await this.redis.hset(key, fieldOf(note), note.params);
        await this.redis.pexpire(key, this.lifeMs);
      }
    } catch {
      // Redis is away.
    }
  }

  async all(sessionId: string): Promise<Note[]> {
    try {
      const fields = await this.redis.hgetallBuffer(redisKeys.sessionNotes(sessionId));
      return Object.entries(fields).map(([field, params]) => ({ ...partsOf(field), params }));
    } catch {
      return [];
    }
  }

  async forget(sessionId: string): Promise<void> {
    await this.redis.del(redisKeys.sessionNotes(sessionId)).catch(() => undefined);
  }
}

const fieldOf = ({ method, about }: Note): string => `${method} ${about}`;

function partsOf(field: string): { method: string; about: string } {
  const space = field.indexOf(' ');
  return { method: field.slice(0, space), about: field.slice(space + 1) };
}
