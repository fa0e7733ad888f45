import type { StreamLogger } from '../logger.js';
import type { ConsumerGroup, Message } from './consumer-group.js';
import type { RecordedBatch } from './batch-processor.js';
import type { MessageParser, ParsedMessage } from './message-parser.js';
import type { WorkerMetrics } from './worker-metrics.js';

export interface RecoveryOptions {
  group: ConsumerGroup;
  parser: MessageParser;
  metrics: WorkerMetrics;
  logger: StreamLogger;
  /** Runs a record under its token; resolves when it has ended. */
  processRecorded: (batch: RecordedBatch) => Promise<void>;
  /** Takes messages that are in no record; resolves when there is room for more. */
  accept: (messages: readonly Message[]) => Promise<void>;
  /** Whether this process is at work on a message or a token. */
  isHeld: (idOrToken: string) => boolean;
}

const CLAIM_COUNT = 500;
const TAKEOVERS_ALARMING = 3;

/** Takes over from consumers that died: their records as they are, their other messages as if they were new. */
export class Recovery {
  constructor(private readonly options: RecoveryOptions) {}

  /** The records that an earlier life of this consumer left, where it comes back under its name. */
  async recoverOwn(): Promise<void> {
    const { group } = this.options;
    const { records } = await group.survey();
    for (const { token, owner } of records) if (owner === group.consumer) await this.#takeOver(token, owner);
  }

  /**
   * Messages of this consumer that it never saw: an earlier life under the name had read them, or the connection broke
   * before the answer to a read arrived.
   */
  async recoverUnseen(): Promise<void> {
    const messages = await this.options.group.readUnknown(this.options.isHeld, CLAIM_COUNT);
    if (messages.length > 0) await this.options.accept(messages);
  }

  /**
   * What dead consumers left, who are removed from the group once nothing of theirs is left; and records that are this
   * consumer's without its knowing, because the connection broke before the answer to a take-over arrived.
   */
  async recoverDead(): Promise<void> {
    const { group } = this.options;
    const { dead, records } = await group.survey();
    for (const { token, owner } of records) await this.#takeOver(token, owner);
    for (const consumer of dead) {
      await this.#claimAll(consumer);
      await group.remove(consumer);
    }
  }

  async #takeOver(token: string, owner: string): Promise<void> {
    const { group, parser, metrics, logger } = this.options;
    if (this.options.isHeld(token)) return;
    const taken = await group.takeOver(token, owner);
    if (!taken) return;
    const { header, recordsEver } = taken;
    const handler = parser.handlerOf(header.type);
    const fields = { stream: group.stream, token, owner, type: header.type, takeovers: header.takeovers };
    if (!handler) return logger.error(fields, 'a record has a type that nothing here handles');
    if (header.takeovers > TAKEOVERS_ALARMING) logger.error(fields, 'a batch was taken over again and again');
    else logger.info(fields, 'took over a batch');
    metrics.takenOver(group.stream);

    const messages: ParsedMessage[] = [];
    const unreadable = new Map<string, string>();
    for (const message of taken.messages) {
      const parsed = parser.parse(message);
      // It was readable when the record was made, so it may have been written then; the words say so to who replays it.
      if (typeof parsed === 'string')
        unreadable.set(message.id, `${parsed} (may have been written as part of ${token})`);
      else messages.push(parsed);
    }
    const { partition, number, createdAtMs } = header;
    await this.options.processRecorded({
      token,
      handler,
      partition,
      messages,
      unreadable,
      number,
      recordsEver,
      createdAtMs,
      replay: true,
    });
  }

  async #claimAll(consumer: string): Promise<void> {
    let after = '';
    do {
      const { messages, last } = await this.options.group.claim(consumer, after, CLAIM_COUNT);
      if (messages.length > 0) await this.options.accept(messages);
      after = last;
    } while (after !== '');
  }
}
