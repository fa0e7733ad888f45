import type { ParsedMessage } from './message-parser.js';

export interface FormingOptions {
  messagesMax: number;
  bytesMax: number;
  /** How long the first message of a batch waits for others. */
  lingerMs: number;
  onBatch: (messages: ParsedMessage[]) => void;
}

interface Forming {
  /** By id, so that a message that came twice is in a batch once. */
  messages: Map<string, ParsedMessage>;
  bytes: number;
  timer: NodeJS.Timeout;
}

/** Sorts messages into batches of one type and partition each; a batch is closed when it is full or old. */
export class FormingBatches {
  readonly #forming = new Map<string, Forming>();

  constructor(private readonly options: FormingOptions) {}

  add(message: ParsedMessage): void {
    const key = `${message.handler.type} ${message.partition}`;
    let forming = this.#forming.get(key);
    if (!forming) {
      const timer = setTimeout(() => this.#close(key), this.options.lingerMs);
      forming = { messages: new Map(), bytes: 0, timer };
      this.#forming.set(key, forming);
    }
    forming.messages.set(message.id, message);
    forming.bytes += message.bytes;
    if (forming.messages.size >= this.options.messagesMax || forming.bytes >= this.options.bytesMax) this.#close(key);
  }

  /** Closes all that is forming. */
  flush(): void {
    for (const key of this.#forming.keys()) this.#close(key);
  }

  #close(key: string): void {
    const forming = this.#forming.get(key);
    if (!forming) return;
    clearTimeout(forming.timer);
    this.#forming.delete(key);
    this.options.onBatch([...forming.messages.values()]);
  }
}
