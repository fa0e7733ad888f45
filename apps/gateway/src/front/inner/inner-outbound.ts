import { SseParser } from '@gatewayops/mcp';
import type { HeaderList, Outbound } from '../outbound.js';
import { ANSWER_BYTES_MAX, isEventStream } from '../response-capture.js';

/** Hears what an inner exchange is answered, message by message. */
export interface InnerListener {
  head(status: number, headers: ReadonlyMap<string, string>): void;
  /**
   * One JSON-RPC message, or whatever else the body was. A promise holds its sender back.
   * @param eventId of the event that it came in, where it came in one with an id
   */
  message(json: Buffer, eventId: string | null): void | Promise<void>;
  /** @param complete false where the answer was cut off */
  end(complete: boolean): void;
}

/**
 * The answering half of an exchange that has no HTTP connection: what is written comes out as messages, be the answer one body
 * or a stream of events.
 */
export class InnerOutbound implements Outbound {
  private begun = false;
  private over = false;
  private parser: SseParser | null = null;
  private readonly body: Buffer[] = [];
  private room: Promise<void> | null = null;

  constructor(private readonly listener: InnerListener) {}

  get started(): boolean {
    return this.begun;
  }

  get gone(): boolean {
    return this.over;
  }

  head(status: number, headers: HeaderList): void {
    if (this.over || this.begun) return;
    this.begun = true;
    const named = new Map<string, string>();
    for (let at = 0; at < headers.length; at += 2) named.set(headers[at]!.toLowerCase(), headers[at + 1]!);
    this.listener.head(status, named);
    if (isEventStream(named.get('content-type'))) {
      this.parser = new SseParser(ANSWER_BYTES_MAX, ({ data, id }) => {
        if (data.length > 0) this.tell(data, id);
      });
    }
  }

  flushHead(): void {}

  write(chunk: Buffer | string): void | Promise<void> {
    if (this.over) return;
    this.take(chunk);
    const { room } = this;
    this.room = null;
    if (room !== null) return room;
  }

  endWhole(status: number, headers: HeaderList, latin1: string): void {
    this.head(status, headers);
    this.end(Buffer.from(latin1, 'latin1'));
  }

  end(chunk?: Buffer | string): void {
    if (this.over) return;
    if (chunk !== undefined) this.take(chunk);
    if (this.over) return;
    if (this.parser === null && this.body.length > 0) this.tell(Buffer.concat(this.body), null);
    this.finish(true);
  }

  abort(): void {
    this.finish(false);
  }

  private take(chunk: Buffer | string): void {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (bytes.length === 0) return;
    if (this.parser === null) {
      this.body.push(bytes);
      return;
    }
    try {
      this.parser.push(bytes);
    } catch {
      this.finish(false);
    }
  }

  private tell(json: Buffer, eventId: string | null): void {
    this.room = this.listener.message(json, eventId) ?? this.room;
  }

  private finish(complete: boolean): void {
    if (this.over) return;
    this.over = true;
    this.listener.end(complete);
  }
}
