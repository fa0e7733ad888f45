import { randomUUID } from 'node:crypto';
import { GatewayOpsError } from '@gatewayops/contracts';
import type { ClientSession, Upstream } from '@gatewayops/mcp';
import { ALONE, type Owners } from '../replicas/owning/owners.js';
import { MemorySessionNotes, type SessionNotes } from '../replicas/sessions/session-notes.js';
import { NotingSession } from './noting-session.js';
import { StandingStream } from './standing-stream.js';

/** A client's own session with a server that is a process, as this replica has it. */
export interface Hosted {
  readonly session: ClientSession;
  readonly stream: StandingStream;
}

/** How a session that went away with its process is opened again: what its client said when it opened it. */
export interface HostedId {
  readonly id: string;
  /** Raw JSON of the client's `initialize` params. */
  readonly initialize: string;
}

const NAME_PREFIX = 'session:';
export const ownerName = (id: string): string => `${NAME_PREFIX}${id}`;

interface Place {
  readonly keyId: string;
  hosted: Promise<Hosted | null>;
}

/** The sessions that have a process of their own here, by the id that their clients carry. */
export class HostedSessions {
  private readonly places = new Map<string, Place>();

  /**
   * @param owners of the sessions, each under its {@link ownerName}
   * @param notes what a process must be told that takes the place of another
   */
  constructor(
    private readonly sessionsPerKeyMax: number,
    private readonly owners: Pick<Owners, 'claim' | 'release' | 'onLost'> = ALONE,
    private readonly notes: SessionNotes = new MemorySessionNotes(),
  ) {
    owners.onLost((name) => {
      if (name.startsWith(NAME_PREFIX)) void this.stop(name.slice(NAME_PREFIX.length));
    });
  }

  /**
   * Opens one; null where the server takes no sessions.
   * @throws GatewayOpsError `overloaded` when the key has too many, UpstreamFailure
   */
  async open(keyId: string, upstream: Upstream, initialize: Buffer): Promise<{ id: HostedId; result: Buffer } | null> {
    const id = randomUUID();
    let result: Buffer | null = null;
    const opened = await this.place(id, keyId, async () => {
      const both = await this.start(id, upstream, initialize);
      result = both?.result ?? null;
      return both?.hosted ?? null;
    });
    if (!opened || !result) return null;
    await this.owners.claim(ownerName(id));
    return { id: { id, initialize: initialize.toString() }, result };
  }

  /** The session of that id; opened again where its process has ended, here or with its replica. @throws as `open` */
  async get(keyId: string, upstream: Upstream, { id, initialize }: HostedId): Promise<Hosted> {
    const place = this.places.get(id);
    const hosted = place
      ? await place.hosted
      : await this.place(id, keyId, () => this.reopen(id, upstream, initialize));
    if (hosted === null) throw new GatewayOpsError('not_found', { message: 'The session is over. Connect again.' });
    return hosted;
  }

  /** For good. */
  async end(id: string): Promise<void> {
    await Promise.all([this.stop(id), this.notes.forget(id)]);
  }

  private async stop(id: string): Promise<void> {
    const hosted = await this.places.get(id)?.hosted;
    await hosted?.session.end();
  }

  private async place(id: string, keyId: string, start: () => Promise<Hosted | null>): Promise<Hosted | null> {
    let ofKey = 0;
    for (const place of this.places.values()) if (place.keyId === keyId) ofKey++;
    if (ofKey >= this.sessionsPerKeyMax) {
      throw new GatewayOpsError('overloaded', { message: `This key has ${ofKey} sessions open. End one first.` });
    }
    const hosted = start();
    this.places.set(id, { keyId, hosted });
    try {
      const started = await hosted;
      if (started === null) this.places.delete(id);
      return started;
    } catch (error) {
      this.places.delete(id);
      throw error;
    }
  }

  private async start(
    id: string,
    upstream: Upstream,
    initialize: Buffer,
  ): Promise<{ hosted: Hosted & { session: NotingSession }; result: Buffer } | null> {
    const stream = new StandingStream();
    const opened = await upstream.openSession(initialize, (message) => stream.push(message));
    if (opened === null) return null;
    const { result } = opened;
    const session = new NotingSession(id, opened.session, this.notes);
    session.onEnd(() => {
      stream.close();
      this.places.delete(id);
      this.owners.release(ownerName(id));
    });
    return { hosted: { session, stream }, result };
  }

  private async reopen(id: string, upstream: Upstream, initialize: string): Promise<Hosted | null> {
    const started = await this.start(id, upstream, Buffer.from(initialize));
    if (started === null) return null;
    const { session } = started.hosted;
    session.greet();
    await session.replay();
    return started.hosted;
  }
}
