import { CONSUMER_GROUPS, streamName, type StreamKind } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';
import { streamKeys } from '@gatewayops/streams';
import { setTimeout as delay } from 'node:timers/promises';

const KINDS = ['cost', 'trace', 'alert'] as const satisfies readonly StreamKind[];
export type WatchedKind = (typeof KINDS)[number];

/** Looks at the streams directly, past the proxy that cuts the services' connections. */
export class StreamWatch {
  constructor(private readonly redis: Redis) {}

  /** How many messages of a stream were read and are not acknowledged. */
  async pending(kind: WatchedKind): Promise<number> {
    const reply = (await this.redis.xpending(streamName(kind), CONSUMER_GROUPS[kind])) as [number];
    return reply[0];
  }

  /** Returns as soon as something is pending; false where nothing was for `timeoutMs`. */
  async untilPending(kind: WatchedKind, timeoutMs: number): Promise<boolean> {
    const deadlineMs = performance.now() + timeoutMs;
    while (performance.now() < deadlineMs) {
      if ((await this.pending(kind)) > 0) return true;
      await delay(1);
    }
    return false;
  }

  /** What the consumers of a process hold. They bear its number in their names. */
  async heldBy(kind: WatchedKind, pid: number): Promise<number> {
    const consumers = (await this.redis.xinfo('CONSUMERS', streamName(kind), CONSUMER_GROUPS[kind])) as unknown[][];
    let held = 0;
    for (const fields of consumers) {
      const name = String(fields[fields.indexOf('name') + 1]);
      if (name.includes(`-${pid}-`)) held += Number(fields[fields.indexOf('pending') + 1]);
    }
    return held;
  }

  /** Messages, records and dead letters that are left, over all kinds. */
  async left(): Promise<{ messages: number; records: number; deadLetters: number; consumers: number }> {
    const left = { messages: 0, records: 0, deadLetters: 0, consumers: 0 };
    for (const kind of KINDS) {
      const stream = streamName(kind);
      left.messages += await this.redis.xlen(stream);
      left.records += await this.redis.hlen(streamKeys.records(stream, CONSUMER_GROUPS[kind]));
      left.deadLetters += await this.redis.xlen(streamKeys.dead(stream));
      const consumers = (await this.redis.xinfo('CONSUMERS', stream, CONSUMER_GROUPS[kind])) as unknown[];
      left.consumers += consumers.length;
    }
    return left;
  }
}
