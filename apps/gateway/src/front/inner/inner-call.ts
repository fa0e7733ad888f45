import { bytesOf, buildResponse, parseMessage, type RpcMessage } from '@gatewayops/mcp';
import type { Exchange } from '../exchange.js';
import type { InnerListener } from './inner-outbound.js';

export interface InnerCallOwner {
  head(headers: ReadonlyMap<string, string>): void;
  /** @param answer where the message is one */
  message(json: Buffer, answer: RpcMessage | null): void | Promise<void>;
  /** Goes on with a stream that its server broke off before the answer, where somebody can. */
  resume?(lastEventId: string, listener: InnerListener): Exchange;
  /** @param status of the last HTTP answer that it had; 0 for none */
  end(status: number): void;
}

/** A server may break its stream off so that its client comes back later (2025-11-25, Transports); it says when, or we do. */
const RESUME_AFTER_MS = 500;
const RESUMPTIONS_MAX = 20;
const BROKEN_OFF =
  '{"code":-31502,"message":"The answer of the MCP server broke off.","data":{"code":"upstream_error"}}';

/** A request whose answer goes onto a stream that other answers share: it has exactly one, whatever becomes of it. */
export class InnerCall implements InnerListener {
  exchange: Exchange | null = null;
  private answered = false;
  private status = 0;
  private lastEventId: string | null = null;
  private resumptions = 0;

  /** @param id raw */
  constructor(
    private readonly id: Buffer,
    private readonly owner: InnerCallOwner,
  ) {}

  /** Its client does not wait for the answer any more, and gets none (2025-11-25, Cancellation). */
  cancel(): void {
    this.answered = true;
    this.exchange?.left();
  }

  head(status: number, headers: ReadonlyMap<string, string>): void {
    this.status = status;
    this.owner.head(headers);
  }

  message(json: Buffer, eventId: string | null): void | Promise<void> {
    this.lastEventId = eventId ?? this.lastEventId;
    const message = parseMessage(json);
    // Words of a proxy, for instance.
    if (message.kind === 'fault') return;
    if (message.kind === 'request' || message.kind === 'notification') return this.owner.message(json, null);
    if (message.kind === 'batch') {
      this.answered = true;
      return this.owner.message(json, null);
    }
    if (this.answered) return;
    this.answered = true;
    // An error from before anybody read the message does not name it.
    const own = message.id === null || message.id[0] === 0x6e;
    return this.owner.message(
      own && message.error !== null ? buildResponse(this.id, 'error', bytesOf(message.error)) : json,
      message,
    );
  }

  end(_complete: boolean): void {
    if (!this.answered && this.owner.resume && this.lastEventId !== null && this.resumptions < RESUMPTIONS_MAX) {
      this.resumptions++;
      setTimeout(() => this.resume(), RESUME_AFTER_MS).unref();
      return;
    }
    if (!this.answered) {
      this.answered = true;
      const error = buildResponse(this.id, 'error', Buffer.from(BROKEN_OFF));
      void this.owner.message(error, parseMessage(error) as RpcMessage);
    }
    this.owner.end(this.status);
  }

  private resume(): void {
    const { owner, lastEventId } = this;
    if (this.answered || lastEventId === null || !owner.resume) return owner.end(this.status);
    this.exchange = owner.resume(lastEventId, this);
  }
}
