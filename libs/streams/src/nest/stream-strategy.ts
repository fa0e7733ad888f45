import { CONSUMER_GROUPS, streamName, type StreamKind } from '@gatewayops/contracts';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { EventHandler, WriteBatch, WriteResult } from '../worker/event-handler.js';
import { StreamWorker, type StreamWorkerOptions } from '../worker/stream-worker.js';
import { STREAM_HANDLER, type StreamHandlerOptions } from './stream-handler.js';

export type StreamStrategyOptions = Omit<StreamWorkerOptions, 'stream' | 'group' | 'handlers'> & {
  /** Kind of stream to the types of events on it; each needs exactly one `@StreamHandler`. */
  streams: Partial<Record<StreamKind, readonly string[]>>;
  shards?: number;
};

/** Nest's transport over Redis Streams: `app.connectMicroservice({ strategy: new StreamStrategy(…) })`. */
export class StreamStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  #workers: StreamWorker[] = [];

  constructor(private readonly options: StreamStrategyOptions) {
    super();
  }

  /** Refuses to start where an event has no handler, or two, or a handler has no stream. */
  async listen(callback: (error?: unknown) => void): Promise<void> {
    let failure: unknown;
    try {
      await this.#start();
    } catch (error) {
      failure = error;
      await this.close();
    }
    callback(failure);
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()));
    this.#workers = [];
  }

  on(): never {
    throw new Error('StreamStrategy has no events of its own');
  }

  unwrap<T>(): T {
    return this.#workers as T;
  }

  async #start(): Promise<void> {
    const handlers = this.#handlersByType();
    const { streams, shards = 1, ...options } = this.options;
    const expected = Object.values(streams).flat();
    for (const type of expected) {
      if (!handlers.has(type)) throw new Error(`The event ${type} has no @StreamHandler`);
    }
    for (const type of handlers.keys()) {
      if (!expected.includes(type))
        throw new Error(`The @StreamHandler of ${type} is for none of this service's streams`);
    }
    for (const [kind, types] of Object.entries(streams) as [StreamKind, readonly string[]][]) {
      for (let shard = 0; shard < shards; shard++) {
        const worker = new StreamWorker({
          ...options,
          stream: streamName(kind, shard, shards),
          group: CONSUMER_GROUPS[kind],
          handlers: types.map((type) => handlers.get(type)!),
          // Batches of all shards go into one store, which forgets tokens that much sooner.
          tokenWindow: Math.floor((options.tokenWindow ?? 100_000) / shards),
        });
        await worker.start();
        this.#workers.push(worker);
      }
    }
  }

  #handlersByType(): Map<string, EventHandler<unknown>> {
    const handlers = new Map<string, EventHandler<unknown>>();
    for (const [type, handler] of this.getHandlers()) {
      if (handler.next) throw new Error(`The event ${type} has more than one @StreamHandler`);
      const options = handler.extras?.[STREAM_HANDLER] as StreamHandlerOptions<unknown> | undefined;
      if (!options) throw new Error(`The handler of ${type} is not marked with @StreamHandler`);
      handlers.set(options.type, {
        type: options.type,
        schema: options.schema,
        partitionOf: (event) => options.partitionOf(event),
        ...(options.traceOf ? { traceOf: (event: unknown) => options.traceOf!(event) } : {}),
        write: (batch) => callHandler(handler, batch),
      });
    }
    return handlers;
  }
}

/**
 * Nest hands out what the method resolved with as a stream of one value. An error comes as "Internal server error"
 * (Nest's own handler has logged it): the batch is tried again, so handlers say anything else by their result.
 */
async function callHandler(handler: MessageHandler, batch: WriteBatch<unknown>): Promise<WriteResult> {
  const answer: unknown = await handler(batch);
  const value: unknown = isObservable(answer) ? await lastValueFrom(answer, { defaultValue: undefined }) : answer;
  return value as WriteResult;
}
