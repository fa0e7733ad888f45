import { EventPattern } from '@nestjs/microservices';
import type { z } from 'zod';
import type { EventHandler, WriteBatch, WriteResult } from '../worker/event-handler.js';

/** What `@StreamHandler` attaches to a method; the method itself is the `write`. */
export type StreamHandlerOptions<Event> = Omit<EventHandler<Event>, 'write'> & { schema: z.ZodType<Event> };

export const STREAM_HANDLER = 'gatewayopsStreamHandler';

/**
 * Marks a controller's method as the one that writes batches of a type of event:
 * `write(batch: WriteBatch<Event>): Promise<WriteResult>`.
 */
export function StreamHandler<Event>(options: StreamHandlerOptions<Event>) {
  const mark = EventPattern(options.type, { [STREAM_HANDLER]: options });
  return (
    target: object,
    name: string | symbol,
    method: TypedPropertyDescriptor<(batch: WriteBatch<Event>) => Promise<WriteResult>>,
  ): void => {
    mark(target, name, method);
  };
}
