import type { Answer } from '../request-path/answer.js';
import type { Call, RoutedCall } from '../request-path/call.js';
import { readAnswer, writeAnswer } from './answer-frames.js';
import { callFrom, callParcel } from './call-parcel.js';
import type { ReplicaChannel } from './replica-channel.js';
import { NotOwner } from './replica-failures.js';
import type { ParcelHandler } from './replica-gate.js';

const KIND = 'call';

/**
 * Hands calls to the replica that has what they are about: a process, a call that waits, a stream. Whoever took the call has
 * authenticated, limited and traced it, and will price and record it; the other does stage 09 only.
 */
export class CallForwarder {
  readonly kind = KIND;

  constructor(private readonly channel: ReplicaChannel) {}

  /**
   * The answer as it would be given here, its messages and failures included; it comes as the other replica makes it.
   * @throws ReplicaGone where nothing was begun there: it may be done elsewhere. ReplicaLost where nobody knows
   */
  async forward(replicaId: string, call: RoutedCall): Promise<Answer> {
    // Two replicas that each take the other for the owner would hand it to and fro.
    if (call.isForwarded) throw new NotOwner();
    const { inbound } = call;
    const { head, payload } = callParcel(call);
    const frames = await this.channel.open({ replicaId, kind: KIND, head, payload, signal: inbound.signal });
    return readAnswer(frames, inbound);
  }

  /** @param answer stages 06 and 09 */
  receiver(answer: (call: Call) => Promise<Answer>): ParcelHandler {
    return async (parcel, reply) => {
      const call = callFrom(parcel, reply);
      await writeAnswer(await answer(call), reply);
    };
  }
}
