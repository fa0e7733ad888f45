import type { EventHandler } from './event-handler.js';
import type { Message } from './consumer-group.js';

/** A message that its schema accepts. */
export interface ParsedMessage {
  id: string;
  bytes: number;
  event: unknown;
  handler: EventHandler<unknown>;
  partition: string;
  /** How often its handler asked to try it again. */
  retries: number;
}

/** A process that dies each time it handles a message takes its batch down with it; after this many times it is put aside. */
const DELIVERIES_MAX = 16;
const REASON_CHARACTERS_MAX = 500;

/** Reads envelopes with the schema of the handler for their type. */
export class MessageParser {
  readonly #handlers: ReadonlyMap<string, EventHandler<unknown>>;

  constructor(handlers: readonly EventHandler<unknown>[]) {
    this.#handlers = new Map(handlers.map((handler) => [handler.type, handler]));
  }

  handlerOf(type: string): EventHandler<unknown> | undefined {
    return this.#handlers.get(type);
  }

  /** The message with its event, or in words why it is none. */
  parse(message: Message): ParsedMessage | string {
    if (message.deliveries > DELIVERIES_MAX) return `delivered ${message.deliveries} times without success`;
    let envelope: unknown;
    try {
      envelope = JSON.parse(message.body);
    } catch (error) {
      return `not JSON: ${String(error)}`.slice(0, REASON_CHARACTERS_MAX);
    }
    const type = typeOf(envelope);
    const handler = type === undefined ? undefined : this.#handlers.get(type);
    if (!handler) return `no handler for type ${JSON.stringify(type ?? null)}`.slice(0, REASON_CHARACTERS_MAX);
    const result = handler.schema.safeParse(envelope);
    if (!result.success) {
      const issues = result.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`);
      return `does not fit its schema: ${issues.join('; ')}`.slice(0, REASON_CHARACTERS_MAX);
    }
    const partition = handler.partitionOf(result.data);
    return { id: message.id, bytes: message.body.length, event: result.data, handler, partition, retries: 0 };
  }
}

function typeOf(envelope: unknown): string | undefined {
  if (typeof envelope !== 'object' || envelope === null || !('type' in envelope)) return undefined;
  return typeof envelope.type === 'string' ? envelope.type : undefined;
}
