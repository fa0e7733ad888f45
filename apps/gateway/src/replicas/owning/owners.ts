import type { Answer } from '../../request-path/answer.js';
import type { RoutedCall } from '../../request-path/call.js';
import type { CallForwarder } from '../call-forwarder.js';
import { NotOwner } from '../replica-failures.js';
import { atOwner } from './at-owner.js';
import type { Ownership } from './ownership.js';

/** Who has what only one replica may have: sessions with a process of their own, calls that wait for their client. */
export interface Owners {
  /** Makes this replica the owner of something new. */
  claim(name: string): Promise<void>;
  /** It is no more. */
  release(name: string): void;
  /**
   * Answers a call where that is: with `here`, or as another replica answers it. Where its owner died, this one takes over
   * and answers with `here`, which then does not find what was in the other's memory.
   * @throws ReplicaLost where the owner went away over the call, and what it fails with
   */
  answer(name: string, call: RoutedCall, here: () => Promise<Answer>): Promise<Answer>;
  /** Calls back with what another replica has taken over because this one was not heard for a while. */
  onLost(listener: (name: string) => void): void;
}

/** A replica that knows of no others. */
export const ALONE: Owners = {
  claim: () => Promise.resolve(),
  release: () => undefined,
  answer: (_name, _call, here) => here(),
  onLost: () => undefined,
};

export class ReplicaOwners implements Owners {
  constructor(
    private readonly ownership: Ownership,
    private readonly calls: CallForwarder,
  ) {}

  async claim(name: string): Promise<void> {
    await this.ownership.ownerOf(name);
  }

  release(name: string): void {
    void this.ownership.release(name);
  }

  async answer(name: string, call: RoutedCall, here: () => Promise<Answer>): Promise<Answer> {
    if (this.ownership.owns(name)) return here();
    if (!call.isForwarded) {
      const there = (replicaId: string) => this.calls.forward(replicaId, call);
      return atOwner(this.ownership, name, { here, there, repeatable: false });
    }
    await this.ownership.ownerOf(name);
    // Whoever handed it to us asks anew.
    if (!this.ownership.owns(name)) throw new NotOwner();
    return here();
  }

  onLost(listener: (name: string) => void): void {
    this.ownership.onLost(listener);
  }
}
