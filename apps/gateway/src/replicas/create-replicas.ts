import type { Redis } from '@gatewayops/redis';
import type { Logger, ShutdownHooks } from '@gatewayops/service';
import { CallForwarder } from './call-forwarder.js';
import { ReplicaChannel } from './replica-channel.js';
import { ReplicaDirectory } from './replica-directory.js';
import { ReplicaGate } from './replica-gate.js';

export interface ReplicaSettings {
  /** Where the others reach this one. */
  readonly url: string;
  /** What services sign their tokens with. */
  readonly secret: string;
  readonly payloadBytesMax: number;
}

/** All that this replica has to do with the others. */
export interface Replicas {
  readonly directory: ReplicaDirectory;
  /** Requests to the others, and what is done of theirs. */
  readonly channel: ReplicaChannel;
  readonly gate: ReplicaGate;
  readonly calls: CallForwarder;
}

export function createReplicas(
  redis: Redis,
  settings: ReplicaSettings,
  { logger, shutdown }: { logger: Pick<Logger, 'error'>; shutdown: ShutdownHooks },
): Replicas {
  const { url, secret, payloadBytesMax } = settings;
  const directory = new ReplicaDirectory(redis, { url });
  const channel = new ReplicaChannel(directory, secret);
  const onDefect = (error: unknown): void => logger.error({ error }, 'a request of another replica failed');
  const gate = new ReplicaGate({ ownId: directory.own.id, secret, payloadBytesMax, onDefect });
  shutdown.register('stop', 'replicas', async () => {
    gate.endStanding();
    await directory.close();
  });
  shutdown.register('close', 'replicas', async () => {
    gate.close();
    await channel.close();
  });
  return { directory, channel, gate, calls: new CallForwarder(channel) };
}
