import { createHash } from 'node:crypto';
import { GatewayOpsError } from '@gatewayops/contracts';
import { bytesOf, LEGACY_VERSIONS, type ClientSession } from '@gatewayops/mcp';
import type { RoutedCall } from '../../../request-path/call.js';
import { isLogLevel, logLevelOf, saysMore } from '../../client-log.js';
import type { Caller } from './caller.js';

const IDLE_MS_MAX = 5 * 60_000;
const SWEEP_EVERY_MS = 30_000;

interface Place {
  readonly keyId: string;
  readonly session: Promise<ClientSession | null>;
  /** Calls that use it now. */
  users: number;
  /** From which level on the server was told to log; null where it was told nothing. */
  level: string | null;
  usedAtMs: number;
  /** Hear what the server says of its own accord. */
  readonly ears: Set<(raw: Buffer) => void>;
  /** How many listen to each resource. */
  readonly uris: Map<string, number>;
}

/** A session that a call uses; `release` says that it does no more. */
export interface Lent {
  readonly session: ClientSession;
  /** Hears what the server says of its own accord, while the session is held. Returns what ends that. */
  hear(ear: (raw: Buffer) => void): () => void;
  /** Counts those who listen to a resource, one more or one less. @returns how many there are now */
  count(uri: string, by: 1 | -1): number;
  release(): void;
}

/**
 * Sessions with legacy servers that stand for clients of 2026-07-28, which have none: one for each key, server and set of
 * declared capabilities, since a server goes by what was declared when the session was opened.
 */
export class BridgeSessions {
  private readonly places = new Map<string, Place>();
  private readonly sweeper = setInterval(() => this.sweep(), SWEEP_EVERY_MS).unref();

  constructor(private readonly sessionsPerKeyMax: number) {}

  /**
   * The caller's session; null where the server takes none.
   * @throws GatewayOpsError `overloaded` when the key has too many in use, UpstreamFailure
   */
  async lend(call: RoutedCall, caller: Caller): Promise<Lent | null> {
    const name = nameOf(call, caller);
    const place = this.places.get(name) ?? this.open(name, call, caller);
    place.users++;
    const release = (): void => {
      place.users--;
      place.usedAtMs = performance.now();
    };
    try {
      const session = await place.session;
      if (session) {
        await setLevel(call, place, session);
        return { session, hear: (ear) => hearing(place, ear), count: (uri, by) => counted(place, uri, by), release };
      }
    } catch (error) {
      release();
      throw error;
    }
    release();
    return null;
  }

  close(): void {
    clearInterval(this.sweeper);
    for (const [name, place] of this.places) this.end(name, place);
  }

  private open(name: string, call: RoutedCall, caller: Caller): Place {
    const { keyId } = call.principal;
    this.makeRoom(keyId);
    const ears: Place['ears'] = new Set();
    const heard = (raw: Buffer): void => {
      for (const ear of ears) ear(raw);
    };
    const forget = (): void => {
      if (this.places.get(name) === place) this.places.delete(name);
    };
    const session = call.upstream.openSession(initializeParams(caller), heard).then((opened) => {
      if (opened === null) {
        forget();
        return null;
      }
      opened.session.onEnd(forget);
      opened.session.greet();
      return opened.session;
    });
    session.catch(forget);
    const place: Place = { keyId, session, users: 0, level: null, usedAtMs: performance.now(), ears, uris: new Map() };
    this.places.set(name, place);
    return place;
  }

  /** Ends the key's session that rests the longest, where it has as many as it may. */
  private makeRoom(keyId: string): void {
    const own = [...this.places].filter(([, place]) => place.keyId === keyId);
    if (own.length < this.sessionsPerKeyMax) return;
    const resting = own.filter(([, { users }]) => users === 0).toSorted(([, a], [, b]) => a.usedAtMs - b.usedAtMs)[0];
    if (!resting) {
      const message = `This key uses ${own.length} sessions at once. Wait until a call has ended.`;
      throw new GatewayOpsError('overloaded', { message });
    }
    this.end(...resting);
  }

  private sweep(): void {
    const beforeMs = performance.now() - IDLE_MS_MAX;
    for (const [name, place] of this.places) {
      if (place.users === 0 && place.usedAtMs < beforeMs) this.end(name, place);
    }
  }

  private end(name: string, place: Place): void {
    this.places.delete(name);
    void place.session.then((session) => session?.end()).catch(() => {});
  }
}

function hearing({ ears }: Place, ear: (raw: Buffer) => void): () => void {
  ears.add(ear);
  return () => ears.delete(ear);
}

function counted({ uris }: Place, uri: string, by: 1 | -1): number {
  const now = (uris.get(uri) ?? 0) + by;
  if (now > 0) uris.set(uri, now);
  else uris.delete(uri);
  return now;
}

/** A legacy server is told for the whole session from which level on to log: the least that any request of it has asked for. */
async function setLevel(call: RoutedCall, place: Place, session: ClientSession): Promise<void> {
  const level = logLevelOf(call);
  if (level === null || !isLogLevel(level) || !saysMore(level, place.level)) return;
  place.level = level;
  const request = {
    method: 'logging/setLevel',
    params: Buffer.from(`{"level":"${level}"}`),
    name: null,
    headers: {},
    traceparent: call.trace.traceparent,
    timeoutMs: call.server.settings.timeoutMs,
  };
  // One that cannot be told logs as it likes.
  await session.send(request).catch(() => undefined);
}

function nameOf({ principal, server }: RoutedCall, { capabilities }: Caller): string {
  const digest = createHash('sha256').update(bytesOf(capabilities)).digest('base64url');
  return `${principal.keyId} ${server.id} ${server.version} ${digest}`;
}

function initializeParams({ capabilities, clientInfo }: Caller): Buffer {
  const info = clientInfo === null ? '{"name":"unknown","version":"0"}' : bytesOf(clientInfo).toString();
  const head = `{"protocolVersion":"${LEGACY_VERSIONS[0]}","clientInfo":${info},"capabilities":`;
  return Buffer.concat([Buffer.from(head), bytesOf(capabilities), Buffer.from('}')]);
}
