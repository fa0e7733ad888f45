import {
  API_KEY_PREFIX_LENGTH,
  SYSTEM_ORG_ID,
  type AuditRecorded,
  type IssuedKey,
  type Principal,
} from '@gatewayops/contracts';
import type { Masking } from '@gatewayops/domain';
import type { EventPublisher } from '@gatewayops/streams';
import type { Call } from '../request-path/call.js';
import { newEventId } from './random-ids.js';

const MINUTE_MS = 60_000;
const KEYS_MAX = 50_000;
/** Wrong credentials that are told apart in a minute; what comes on top is one row. */
const INVALID_MAX = 1_000;
const REFUSED_NAMES_MAX = 10;

/** What one key did in a minute. */
class KeyUse {
  used = 0;
  granted = 0;
  denied = 0;
  /** What it was refused, masked; the first few. */
  readonly refused = new Set<string>();
  readonly firstMs: number;
  lastMs: number;
  address = '';
  requestId = '';

  constructor(
    readonly principal: Principal,
    firstMs: number,
  ) {
    this.firstMs = firstMs;
    this.lastMs = firstMs;
  }
}

interface InvalidUse {
  /** Null for a key that nobody has issued. */
  was: IssuedKey | null;
  prefix: string;
  address: string;
  count: number;
  firstMs: number;
  lastMs: number;
}

type Payload = Pick<AuditRecorded['payload'], 'actorId' | 'resourceId' | 'details' | 'ipAddress' | 'requestId'>;

/**
 * Tells the audit log how keys are used: one row a key, minute and kind with a count, not one a call. On the way of a call it
 * costs a look-up and a few additions. A process that is killed takes its minute with it.
 */
export class AccessAudit {
  private keys = new Map<string, KeyUse>();
  private invalid = new Map<string, InvalidUse>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly publisher: Pick<EventPublisher, 'publish'>,
    private readonly maskers: { maskerOf(call: Call): Pick<Masking, 'maskText'> },
  ) {
    this.schedule();
  }

  /** An ended call; with a principal, or refused for its credential. */
  note(call: Call): void {
    const principal = call.principal ?? call.refusedPrincipal;
    if (principal !== null) this.noteKey(call, principal);
    else if (call.failure?.code === 'invalid_token') this.noteInvalid(call);
  }

  /** Publishes the minute so far. Call before the publisher is closed. */
  close(): void {
    clearTimeout(this.timer);
    this.publish();
  }

  private noteKey(call: Call, principal: Principal): void {
    let use = this.keys.get(principal.keyId);
    if (use === undefined) {
      if (this.keys.size >= KEYS_MAX) this.publish();
      use = new KeyUse(principal, call.startTimeMs);
      this.keys.set(principal.keyId, use);
    }
    use.used++;
    use.lastMs = call.startTimeMs;
    if (call.requestId !== null) use.requestId = call.requestId;
    if (call.inbound.clientAddress !== '') use.address = call.inbound.clientAddress;
    if (call.authorized !== null) use.granted++;
    else if (call.failure?.code === 'forbidden' || call.failure?.code === 'insufficient_permissions') {
      use.denied++;
      if (use.refused.size < REFUSED_NAMES_MAX) use.refused.add(this.subjectOf(call));
    }
  }

  /** The caller chooses its words, so that they may hold anything. */
  private subjectOf(call: Call): string {
    const { operation, server, refusedPrincipal } = call;
    if (refusedPrincipal !== null) return 'its address';
    return this.maskers
      .maskerOf(call)
      .maskText(`${operation?.method ?? ''} ${server?.name ?? ''} ${operation?.name ?? ''}`.slice(0, 512));
  }

  private noteInvalid(call: Call): void {
    const { headers, clientAddress } = call.inbound;
    const credential = /^bearer +(gwo_\S*)/i.exec(headers.authorization ?? '')?.[1] ?? '';
    let prefix = credential.slice(0, API_KEY_PREFIX_LENGTH);
    let address = clientAddress;
    let was = call.refusedKey;
    const name = () => `${was?.keyId ?? prefix} ${address}`;
    if (this.invalid.size >= INVALID_MAX && !this.invalid.has(name())) [prefix, address, was] = ['', '', null];
    const known = this.invalid.get(name());
    const { startTimeMs: lastMs } = call;
    if (known === undefined) this.invalid.set(name(), { was, prefix, address, count: 1, firstMs: lastMs, lastMs });
    else {
      known.count++;
      known.lastMs = lastMs;
    }
  }

  /** At the next full minute, so that rows of several gateways are of the same one. */
  private schedule(): void {
    this.timer = setTimeout(
      () => {
        this.publish();
        this.schedule();
      },
      MINUTE_MS - (Date.now() % MINUTE_MS),
    );
    this.timer.unref();
  }

  private publish(): void {
    const { keys, invalid } = this;
    this.keys = new Map();
    this.invalid = new Map();
    for (const use of keys.values()) this.publishKey(use);
    for (const { was, prefix, address, count, firstMs, lastMs } of invalid.values()) {
      this.send('api_key.invalid', was?.orgId ?? SYSTEM_ORG_ID, lastMs, {
        actorId: null,
        resourceId: was?.keyId ?? null,
        details: { count, key_prefix: prefix, ...times(firstMs, lastMs) },
        ipAddress: address === '' ? null : address,
        requestId: null,
      });
    }
  }

  private publishKey({ principal, used, granted, denied, refused, firstMs, lastMs, address, requestId }: KeyUse): void {
    const { orgId, keyId, userId } = principal;
    const send = (action: string, count: number, more: Payload['details'] = {}): void => {
      if (count === 0) return;
      const details = { count, user_id: userId, ...times(firstMs, lastMs), ...more };
      const ipAddress = address === '' ? null : address;
      this.send(action, orgId, lastMs, {
        actorId: keyId,
        resourceId: keyId,
        details,
        ipAddress,
        requestId: requestId || null,
      });
    };
    send('api_key.used', used);
    send('permission.granted', granted);
    send('permission.denied', denied, { refused: [...refused] });
  }

  private send(action: string, orgId: string, occurredAt: number, own: Payload): void {
    const actorType = own.actorId === null ? 'system' : 'api_key';
    const payload = { actorType, actorEmail: null, action, resourceType: 'api_key', userAgent: null, ...own };
    const event = { id: newEventId(occurredAt), type: 'audit.recorded', version: 1, orgId, occurredAt, payload };
    this.publisher.publish('audit', orgId, JSON.stringify(event));
  }
}

const times = (firstMs: number, lastMs: number) => ({
  first_at: new Date(firstMs).toISOString(),
  last_at: new Date(lastMs).toISOString(),
});
