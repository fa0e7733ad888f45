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
  const mark: MethodDecorator = EventPattern<string>(options.type, { [STREAM_HANDLER]: options });
  return <Write extends (batch: WriteBatch<Event>) => Promise<WriteResult>>(
    target: object,
    name: string | symbol,
    method: TypedPropertyDescriptor<Write>,
  ): void => {
    mark(target, name, method);
  };
}
