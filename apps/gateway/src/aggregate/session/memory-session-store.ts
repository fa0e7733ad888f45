import {
  fieldsOf,
  stateOf,
  type Child,
  type SessionFlag,
  type SessionKey,
  type SessionState,
} from './session-state.js';
import type { SessionLimits, SessionStore } from './session-store.js';

interface Kept {
  readonly fields: string[];
  readonly keyId: string;
  endsAtMs: number;
}

/** As `RedisSessionStore`, for gateways in one process. A test holds both to the same answers. */
export class MemorySessionStore implements SessionStore {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly limits: SessionLimits,
    private readonly now: () => number = Date.now,
  ) {}

  async open(state: SessionState): Promise<boolean> {
    const { keyId, id } = state.key;
    const nowMs = this.now();
    for (const [other, { endsAtMs }] of this.kept) if (endsAtMs <= nowMs) this.kept.delete(other);
    const ofKey = [...this.kept.values()].filter((kept) => kept.keyId === keyId).length;
    if (ofKey >= this.limits.sessionsPerKeyMax) return false;
    this.kept.set(id, { fields: fieldsOf(state), keyId, endsAtMs: nowMs + this.limits.ttlMs });
    return true;
  }

  async read(key: SessionKey): Promise<SessionState | null> {
    const kept = this.kept.get(key.id);
    if (kept === undefined || kept.endsAtMs <= this.now()) return null;
    kept.endsAtMs = this.now() + this.limits.ttlMs;
    return stateOf(key, kept.fields);
  }

  async set(key: SessionKey, flag: SessionFlag, value: string): Promise<void> {
    const state = await this.read(key);
    if (state === null) return;
    if (flag === 'ready') state.ready = true;
    else state.level = value;
    this.put(state);
  }

  async replaceChild(key: SessionKey, serverId: string, before: Child | null, child: Child): Promise<Child | null> {
    const state = await this.read(key);
    if (state === null) return null;
    const current = state.children.get(serverId) ?? null;
    if (JSON.stringify(current) !== JSON.stringify(before)) return current;
    state.children.set(serverId, child);
    this.put(state);
    return child;
  }

  async remove(key: SessionKey): Promise<SessionState | null> {
    const state = await this.read(key);
    this.kept.delete(key.id);
    return state;
  }

  private put(state: SessionState): void {
    const kept = this.kept.get(state.key.id);
    kept?.fields.splice(0, kept.fields.length, ...fieldsOf(state));
  }
}
