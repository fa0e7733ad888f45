import { GatewayOpsError } from '@gatewayops/contracts';
import type { ParkedCall } from './parked-call.js';

interface Place {
  readonly keyId: string;
  readonly parked: ParkedCall;
  readonly release: () => void;
  timer: NodeJS.Timeout;
}

export interface ParkedLimits {
  readonly perKeyMax: number;
  /** How long a client may take to answer. */
  readonly lifeMs: number;
}

/** The calls that wait here for an answer of their client, by id. */
export class ParkedCalls {
  private readonly places = new Map<string, Place>();

  constructor(private readonly limits: ParkedLimits) {}

  /** @param release called when it waits no more @throws GatewayOpsError `overloaded` when the key has too many */
  park(keyId: string, parked: ParkedCall, release: () => void): void {
    let ofKey = 0;
    for (const place of this.places.values()) if (place.keyId === keyId) ofKey++;
    if (ofKey >= this.limits.perKeyMax) {
      const message = `${ofKey} calls of this key wait for an answer of its clients. Answer or end one first.`;
      throw new GatewayOpsError('overloaded', { message });
    }
    const timer = setTimeout(() => this.drop(parked.id), this.limits.lifeMs).unref();
    this.places.set(parked.id, { keyId, parked, release, timer });
  }

  /** The call of that id and key; null where there is none. */
  find(keyId: string, id: string): ParkedCall | null {
    const place = this.places.get(id);
    return place?.keyId === keyId ? place.parked : null;
  }

  /** Takes a call out, for the one request that goes on with it; null where there is none of that id and key. */
  take(keyId: string, id: string): { parked: ParkedCall; release: () => void } | null {
    const place = this.places.get(id);
    if (!place || place.keyId !== keyId) return null;
    clearTimeout(place.timer);
    this.places.delete(id);
    return place;
  }

  close(): void {
    for (const id of this.places.keys()) this.drop(id);
  }

  private drop(id: string): void {
    const place = this.places.get(id);
    if (!place) return;
    clearTimeout(place.timer);
    this.places.delete(id);
    place.parked.cancel();
    place.release();
  }
}
