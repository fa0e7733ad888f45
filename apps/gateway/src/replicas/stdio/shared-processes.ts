import type { Upstream } from '@gatewayops/mcp';
import type { Ownership } from '../owning/ownership.js';
import type { ReplicaChannel } from '../replica-channel.js';
import { OwnedUpstream, ownerName, serverIdIn } from './owned-upstream.js';

/** A server without a process stays with its replica for so long: the next call is most often not far. */
const KEPT_MS = 2_000;

/** The processes of stdio servers, one for each server over all replicas. */
export class SharedProcesses {
  private readonly running = new Map<string, number>();
  /** Ends the processes of a server that another replica has taken over. */
  onTakenOver: (serverId: string) => void = () => undefined;

  constructor(
    private readonly ownership: Ownership,
    private readonly channel: ReplicaChannel,
  ) {
    ownership.onLost((name) => {
      const serverId = serverIdIn(name);
      if (serverId !== null) this.onTakenOver(serverId);
    });
  }

  /** A server as callers see it, wherever its process is. */
  present(pool: Upstream): Upstream {
    if (pool.server.transport.type !== 'stdio') return pool;
    return new OwnedUpstream(pool, this.ownership, this.channel);
  }

  started(serverId: string): void {
    this.running.set(serverId, (this.running.get(serverId) ?? 0) + 1);
  }

  /** Without a process there is nothing to own: whoever is called next may start the next one. */
  ended(serverId: string): void {
    const left = (this.running.get(serverId) ?? 1) - 1;
    if (left > 0) return void this.running.set(serverId, left);
    this.running.delete(serverId);
    setTimeout(() => {
      if (!this.running.has(serverId)) void this.ownership.release(ownerName(serverId));
    }, KEPT_MS).unref();
  }
}
