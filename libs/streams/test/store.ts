import { z } from 'zod';
import type { EventHandler, WriteBatch, WriteResult } from '../src/worker/event-handler.js';

const TestEvent = z.object({ type: z.literal('test'), id: z.string(), month: z.string() });
type TestEvent = z.infer<typeof TestEvent>;

/** An event as it stands in a stream. */
export const encode = (id: string, month = '202611'): string => JSON.stringify({ type: 'test', id, month });

/** A store that remembers tokens, as ClickHouse does. */
export class Store {
  readonly batches: WriteBatch<TestEvent>[] = [];
  readonly #tokens = new Set<string>();
  answer: (batch: WriteBatch<TestEvent>) => WriteResult | Promise<WriteResult> = () => undefined;

  readonly handler: EventHandler<TestEvent> = {
    type: 'test',
    schema: TestEvent,
    partitionOf: (event) => event.month,
    write: async (batch) => {
      const result = await this.answer(batch);
      if (!this.#tokens.has(batch.token) && result === undefined) this.batches.push(batch);
      this.#tokens.add(batch.token);
      return result;
    },
  };

  get ids(): string[] {
    return this.batches.flatMap(({ events }) => events.map(({ id }) => id));
  }
}
