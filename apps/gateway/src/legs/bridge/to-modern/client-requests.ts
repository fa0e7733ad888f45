import { randomUUID } from 'node:crypto';
import { GatewayOpsError } from '@gatewayops/contracts';
import { bytesOf, type RpcMessage } from '@gatewayops/mcp';

const ID = /^"gwo\.(?<replica>[\w-]{1,64})\.(?<own>[0-9a-f-]{36})"$/;

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

  /** Whether the message answers something that a replica asked; where it was this one, who waits gets it. */
  deliver(keyId: string, message: RpcMessage): boolean {
    const named = ID.exec(message.id?.toString('latin1') ?? '')?.groups;
    if (!named || message.method !== null) return false;
    const own = named['own']!;
    const waiting = this.waiting.get(own);
    if (waiting?.keyId !== keyId) return true;
    clearTimeout(waiting.timer);
    this.waiting.delete(own);
    const value = message.result ?? message.error!;
    waiting.resolve({ kind: message.result ? 'result' : 'error', value: Buffer.from(bytesOf(value)) });
    return true;
  }

  /** The replica that waits for this answer; null where it is no answer to any. */
  static replicaOf(message: RpcMessage): string | null {
    return ID.exec(message.id?.toString('latin1') ?? '')?.groups?.['replica'] ?? null;
  }

  private drop(own: string): void {
    const waiting = this.waiting.get(own);
    this.waiting.delete(own);
    waiting?.reject(new GatewayOpsError('timeout', { message: 'The client did not answer what it was asked.' }));
  }
}
