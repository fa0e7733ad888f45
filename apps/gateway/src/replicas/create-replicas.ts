import type { Redis } from '@gatewayops/redis';
import type { ConnectionParts } from '../connections.js';
import { CallForwarder } from './call-forwarder.js';
import { Ownership } from './owning/ownership.js';
import { ReplicaOwners, type Owners } from './owning/owners.js';
import { ReplicaChannel } from './replica-channel.js';
import { ReplicaDirectory } from './replica-directory.js';
import { ReplicaGate } from './replica-gate.js';
import { EndedSessions } from './sessions/ended-sessions.js';
import { RedisSessionEnds } from './sessions/redis-session-ends.js';
import { RedisSessionNotes, type SessionNotes } from './sessions/session-notes.js';
import { SharedProcesses } from './stdio/shared-processes.js';

export interface ReplicaSettings {
  /** Where the others reach this one. */
  readonly url: string;
  /** What services sign their tokens with. */
  readonly secret: string;
  readonly payloadBytesMax: number;
  readonly sessionLifeMs: number;
}

/** All that this replica has to do with the others. */
export interface Replicas {
  readonly directory: ReplicaDirectory;
  /** Requests to the others, and what is done of theirs. */
  readonly channel: ReplicaChannel;
  readonly gate: ReplicaGate;
  readonly calls: CallForwarder;
  /** Who has what only one replica may have. */
  readonly ownership: Ownership;
  readonly owners: Owners;
  readonly processes: SharedProcesses;
  readonly notes: SessionNotes;
  /** Sessions that are over, wherever they were ended. */
  readonly ended: EndedSessions;
}

export function createReplicas(
  { redis, subscriber }: { redis: Redis; subscriber: Redis },
  settings: ReplicaSettings,
  { logger, shutdown, health }: ConnectionParts,
): Replicas {
  const { url, secret, payloadBytesMax, sessionLifeMs } = settings;
  const directory = new ReplicaDirectory(redis, { url });
  const channel = new ReplicaChannel(directory, secret);
  const onDefect = (error: unknown): void => logger.error({ error }, 'a request of another replica failed');
  const gate = new ReplicaGate({ ownId: directory.own.id, secret, payloadBytesMax, onDefect });
  // It takes no more from others, and what it has may be taken over.
  shutdown.register('stop', 'replicas', () => {
    gate.endStanding();
    return directory.close();
  });
  const ownership = new Ownership(redis, directory);
  const calls = new CallForwarder(channel);
  shutdown.register('close', 'replicas', async () => {
    gate.close();
    await ownership.close();
    await channel.close();
  });
  const ends = new RedisSessionEnds(redis, subscriber);
  health.register({
    name: 'replicas',
    critical: false,
    check: async () =>
      directory.isHeard && ends.isListening
        ? { state: 'up', detail: `${directory.last} gateways` }
        : { state: 'degraded', detail: 'Redis is away: what other gateways have open is out of reach' },
  });
  return {
    directory,
    channel,
    gate,
    calls,
    ownership,
    owners: new ReplicaOwners(ownership, calls),
    processes: new SharedProcesses(ownership, channel),
    notes: new RedisSessionNotes(redis, sessionLifeMs),
    ended: new EndedSessions(ends, sessionLifeMs),
  };
}
