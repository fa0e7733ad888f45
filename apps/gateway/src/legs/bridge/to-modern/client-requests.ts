import { randomUUID } from 'node:crypto';
import { GatewayOpsError } from '@gatewayops/contracts';
import { bytesOf, type RpcMessage } from '@gatewayops/mcp';
import { NotOwner, ReplicaGone } from '../../../replicas/replica-failures.js';
import type { Answer } from '../../../request-path/answer.js';
import type { RoutedCall } from '../../../request-path/call.js';
import type { Elsewhere } from '../to-legacy/call-bridged.js';

const ID = /^"gwo\.(?<replica>[\w-]{1,64})\.(?<own>[0-9a-f-]{36})"$/;

const TAKEN: Answer = { kind: 'empty', status: 202, attempts: [] };

/** What a client answered: the raw value of `result` or `error`. */
export interface ClientAnswer {
  readonly kind: 'result' | 'error';
  readonly value: Buffer;
}

interface Waiting {
  readonly keyId: string;
  readonly resolve: (answer: ClientAnswer) => void;
  readonly reject: (error: GatewayOpsError) => void;
  readonly timer: NodeJS.Timeout;
}

export interface ClientRequestLimits {
  readonly perKeyMax: number;
  /** How long a client may take to answer. */
  readonly lifeMs: number;
}

/**
 * What clients of the older revisions are asked by requests of the server on the stream of their call. They answer with a POST
 * of its own, which any replica may get: the id says which one waits.
 */
export class ClientRequests {
  private readonly waiting = new Map<string, Waiting>();

  constructor(
    private readonly replicaId: string,
    private readonly elsewhere: Elsewhere,
    private readonly limits: ClientRequestLimits,
  ) {}

  /**
   * @param send sends the request, whose raw id it is given
   * @throws GatewayOpsError `overloaded` when too many wait, `timeout` when no answer comes
   */
  ask(keyId: string, send: (id: Buffer) => void): Promise<ClientAnswer> {
    let ofKey = 0;
    for (const one of this.waiting.values()) if (one.keyId === keyId) ofKey++;
    if (ofKey >= this.limits.perKeyMax) {
      throw new GatewayOpsError('overloaded', { message: `Clients of this key have ${ofKey} questions to answer.` });
    }
    const own = randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.drop(own), this.limits.lifeMs).unref();
      this.waiting.set(own, { keyId, resolve, reject, timer });
      send(Buffer.from(`"gwo.${this.replicaId}.${own}"`));
    });
  }

  /**
   * Gives the client's answer to who waits for it, here or on another replica; null where it answers nothing that a replica
   * asked. An answer for which nobody waits any more is taken, and left aside.
   */
  async deliver(call: RoutedCall, message: RpcMessage): Promise<Answer | null> {
    const named = ID.exec(message.id?.toString('latin1') ?? '')?.groups;
    if (!named || message.method !== null) return null;
    if (named['replica'] !== this.replicaId) return this.deliverThere(named['replica']!, call);
    const own = named['own']!;
    const waiting = this.waiting.get(own);
    if (waiting?.keyId !== call.principal.keyId) return TAKEN;
    clearTimeout(waiting.timer);
    this.waiting.delete(own);
    const value = message.result ?? message.error!;
    waiting.resolve({ kind: message.result ? 'result' : 'error', value: Buffer.from(bytesOf(value)) });
    return TAKEN;
  }

  private async deliverThere(replicaId: string, call: RoutedCall): Promise<Answer> {
    try {
      return await this.elsewhere(replicaId, call);
    } catch (error) {
      if (error instanceof ReplicaGone || error instanceof NotOwner) return TAKEN;
      throw error;
    }
  }

  private drop(own: string): void {
    const waiting = this.waiting.get(own);
    this.waiting.delete(own);
    waiting?.reject(new GatewayOpsError('timeout', { message: 'The client did not answer what it was asked.' }));
  }
}
