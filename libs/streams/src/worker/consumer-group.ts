import { defineScript, redisErrorCode, type Redis, type RedisScript } from '@gatewayops/redis';
import { z } from 'zod';
import { streamKeys } from '../stream-keys.js';

const script = (name: string, numberOfKeys: number): RedisScript =>
  defineScript(new URL(`../../lua/${name}.lua`, import.meta.url), numberOfKeys);

const scripts = {
  beat: script('beat', 1),
  bury: script('bury', 3),
  claim: script('claim', 3),
  finish: script('finish', 5),
  leave: script('leave', 3),
  record: script('record', 5),
  split: script('split', 3),
  survey: script('survey', 3),
  takeover: script('takeover', 5),
};

export interface Message {
  id: string;
  /** The envelope as JSON; empty where the entry is not one of ours. */
  body: string;
  /** How often it had been delivered before; 0 when it is new. */
  deliveries: number;
}

export interface RecordHeader {
  type: string;
  partition: string;
  number: number;
  createdAtMs: number;
  takeovers: number;
}

const Entries = z.array(z.tuple([z.string(), z.array(z.string())]).nullable());
const Header = z.object({
  type: z.string(),
  partition: z.string(),
  number: z.number(),
  createdAtMs: z.number(),
  takeovers: z.number(),
});
const RecordAnswer = z.union([
  z.tuple([z.literal('created'), z.number(), z.number()]),
  z.tuple([z.literal('taken')]),
  z.tuple([z.literal('refused')], z.string()),
]);
const Survey = z.tuple([z.array(z.string()), z.array(z.string())]);
const Takeover = z.tuple([z.string(), z.number(), Entries]).nullable();
const Pending = z.array(z.tuple([z.string(), z.string(), z.number(), z.number()]));
const Claimed = z.tuple([z.string(), Entries, z.array(z.number())]);

/** More than a consumer ever holds. */
const PENDING_COUNT = 10_000;

export interface ConsumerGroupOptions {
  redis: Redis;
  stream: string;
  group: string;
  consumer: string;
  /** A consumer without a sign of life for this long is dead. */
  deadAfterMs: number;
  deadLettersMax: number;
}

/**
 * The scripts that a consumer calls, with the keys of its stream and group. All of them may be called again when the
 * outcome of a call is unknown; all reject when Redis does not answer.
 */
export class ConsumerGroup {
  readonly #keys;

  constructor(private readonly options: ConsumerGroupOptions) {
    const { stream, group } = options;
    this.#keys = {
      records: streamKeys.records(stream, group),
      ids: streamKeys.recordIds(stream, group),
      recorded: streamKeys.recorded(stream, group),
      heartbeats: streamKeys.heartbeats(stream, group),
      tokens: streamKeys.tokens(stream, group),
      dead: streamKeys.dead(stream),
    };
  }

  get stream(): string {
    return this.options.stream;
  }

  get consumer(): string {
    return this.options.consumer;
  }

  /** Makes the group, and the stream where there is none. It starts with the oldest message. */
  async ensure(): Promise<void> {
    const { redis, stream, group } = this.options;
    try {
      await redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM');
    } catch (error) {
      if (redisErrorCode(error) !== 'BUSYGROUP') throw error;
    }
  }

  async beat(): Promise<void> {
    await scripts.beat.run(this.options.redis, [this.#keys.heartbeats], [this.options.consumer]);
  }

  async record(token: string, type: string, partition: string, ids: readonly string[]) {
    const { redis, stream, group, consumer } = this.options;
    const { records, ids: idsKey, recorded, tokens } = this.#keys;
    const keys = [stream, records, idsKey, recorded, tokens];
    return RecordAnswer.parse(await scripts.record.run(redis, keys, [group, consumer, token, type, partition, ...ids]));
  }

  /** Ends a record: acknowledges all but `again`, and moves `dead` (id to reason) away. */
  async finish(token: string, again: readonly string[], dead: ReadonlyMap<string, string>): Promise<string> {
    const { redis, stream, group, consumer, deadLettersMax } = this.options;
    const { records, ids, recorded, dead: deadKey } = this.#keys;
    const args = [group, consumer, token, deadLettersMax, again.length, ...again, ...[...dead].flat()];
    return String(await scripts.finish.run(redis, [stream, records, ids, recorded, deadKey], args));
  }

  async split(token: string, first: string, second: string, firstCount: number): Promise<'done' | 'taken'> {
    const { records, ids, tokens } = this.#keys;
    const args = [this.options.consumer, token, first, second, firstCount];
    const answer = await scripts.split.run(this.options.redis, [records, ids, tokens], args);
    return answer === 'done' ? 'done' : 'taken';
  }

  /** Dead consumers, and the records that are theirs or this consumer's own, as pairs of token and owner. */
  async survey(): Promise<{ dead: string[]; records: { token: string; owner: string }[] }> {
    const { redis, stream, group, consumer, deadAfterMs } = this.options;
    const keys = [stream, this.#keys.records, this.#keys.heartbeats];
    const [dead, flat] = Survey.parse(await scripts.survey.run(redis, keys, [group, consumer, deadAfterMs]));
    const records: { token: string; owner: string }[] = [];
    for (let i = 0; i + 1 < flat.length; i += 2) records.push({ token: flat[i]!, owner: flat[i + 1]! });
    return { dead, records };
  }

  async takeOver(token: string, owner: string) {
    const { redis, stream, group, consumer, deadAfterMs } = this.options;
    const { records, ids, heartbeats, tokens } = this.#keys;
    const keys = [stream, records, ids, heartbeats, tokens];
    const answer = Takeover.parse(
      await scripts.takeover.run(redis, keys, [group, consumer, token, owner, deadAfterMs]),
    );
    if (!answer) return null;
    const header: RecordHeader = Header.parse(JSON.parse(answer[0]));
    return { header, recordsEver: answer[1], messages: toMessages(answer[2]) };
  }

  /** Messages that are this consumer's for 2 s or more and that it does not know: an answer that never came brought them. */
  async readUnknown(isKnown: (id: string) => boolean, count: number): Promise<Message[]> {
    const { redis, stream, group, consumer } = this.options;
    const pending = Pending.parse(
      await redis.xpending(stream, group, 'IDLE', 2_000, '-', '+', PENDING_COUNT, consumer),
    );
    const ids = pending.map(([id]) => id).filter((id) => !isKnown(id));
    const messages: Message[] = [];
    for (const id of ids.slice(0, count)) messages.push(...toMessages(await redis.xrange(stream, id, id)));
    return messages;
  }

  async claim(owner: string, after: string, count: number): Promise<{ messages: Message[]; last: string }> {
    const { redis, stream, group, consumer, deadAfterMs } = this.options;
    const keys = [stream, this.#keys.recorded, this.#keys.heartbeats];
    const args = [group, consumer, owner, deadAfterMs, after, count];
    const [last, entries, deliveries] = Claimed.parse(await scripts.claim.run(redis, keys, args));
    return { messages: toMessages(entries, deliveries), last };
  }

  async bury(dead: ReadonlyMap<string, string>): Promise<void> {
    const { redis, stream, group, consumer, deadLettersMax } = this.options;
    const keys = [stream, this.#keys.recorded, this.#keys.dead];
    await scripts.bury.run(redis, keys, [group, consumer, deadLettersMax, ...[...dead].flat()]);
  }

  /** How many records there ever were. */
  async recordsEver(): Promise<number> {
    return Number((await this.options.redis.get(this.#keys.tokens)) ?? 0);
  }

  /** Removes a dead consumer that has nothing left; or this one, whose end makes what it has left free to take over. */
  async remove(consumer: string): Promise<void> {
    const { redis, stream, group, deadAfterMs } = this.options;
    const keys = [stream, this.#keys.records, this.#keys.heartbeats];
    await scripts.leave.run(redis, keys, [group, consumer, consumer === this.options.consumer ? -1 : deadAfterMs]);
  }
}

/** Entries of a stream as the client reads them; those that were deleted meanwhile are left out. */
export function toMessages(entries: z.infer<typeof Entries>, deliveries: readonly number[] = []): Message[] {
  const messages: Message[] = [];
  for (const [i, entry] of entries.entries()) {
    if (!entry) continue;
    const [id, fields] = entry;
    messages.push({ id, body: fields[0] === 'e' ? (fields[1] ?? '') : '', deliveries: deliveries[i] ?? 0 });
  }
  return messages;
}
