import { GatewayOpsError } from '@gatewayops/contracts';
import type { Replicas } from '../../replicas/create-replicas.js';
import { FRAME } from '../../replicas/frames.js';
import { ReplicaGone } from '../../replicas/replica-failures.js';
import type { SseAddress, SsePost } from './sse-address.js';

/** The other replicas, for what is posted to streams that are open there. */
export interface SsePeers {
  readonly ownId: string;
  /** @throws GatewayOpsError what the owner refused it with; 404 where the owner is gone, and its streams with it */
  hand(address: SseAddress, post: SsePost): Promise<void>;
  /** Says who takes what others hand to this one. */
  receive(take: (address: SseAddress, post: SsePost) => void): void;
}

export const streamOver = (cause?: unknown): GatewayOpsError =>
  new GatewayOpsError('not_found', { message: 'The stream of this session is over. Open a new one.', cause });

/** A gateway without others. */
export const ALONE: SsePeers = {
  ownId: 'alone',
  hand: () => Promise.reject(streamOver()),
  receive: () => undefined,
};

const KIND = 'sse';

interface PostHead {
  readonly address: SseAddress;
  readonly headers: SsePost['headers'];
}

export class ReplicaSsePeers implements SsePeers {
  constructor(private readonly replicas: Pick<Replicas, 'channel' | 'gate' | 'directory'>) {}

  get ownId(): string {
    return this.replicas.directory.own.id;
  }

  async hand(address: SseAddress, { headers, body }: SsePost): Promise<void> {
    // The key was looked at here; its owner has it from the stream.
    const { authorization: _key, ...rest } = headers;
    const head: PostHead = { address, headers: rest };
    try {
      await this.replicas.channel.ask({ replicaId: address.replicaId, kind: KIND, head, payload: body });
    } catch (error) {
      throw error instanceof ReplicaGone ? streamOver(error) : error;
    }
  }

  receive(take: (address: SseAddress, post: SsePost) => void): void {
    this.replicas.gate.on(KIND, async (parcel, reply) => {
      const { address, headers } = parcel.head as PostHead;
      take(address, { headers, body: parcel.payload });
      await reply.sendAll([{ type: FRAME.end, payload: Buffer.alloc(0) }]);
    });
  }
}
