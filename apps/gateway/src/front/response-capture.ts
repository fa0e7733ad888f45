import { GatewayOpsError } from '@gatewayops/contracts';
import { bytesOf, parseMessage, SseParser } from '@gatewayops/mcp';

/** One message of a stream, as of an answer in one piece (architecture: answers up to 10 MB). */
export const ANSWER_BYTES_MAX = 10 * 1024 * 1024;
export const isEventStream = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^text\/event-stream\b/i.test(contentType);

/** What of a streamed answer is kept for its trace: enough for masking to look past the cut at 64 KiB. */
const CAPTURE_BYTES_MAX = 72 * 1024;

/** Looks at an answer while it passes: counts it and keeps its beginning. */
export interface ResponseCapture {
  /** Bytes of the answer as it was sent. */
  readonly size: number;
  add(chunk: Buffer): void;
  /** The value of `result` or `error` as far as it was kept; null when there was none. */
  finish(): CapturedValue | null;
}

export interface CapturedValue {
  readonly outcome: 'result' | 'error';
  readonly value: Buffer;
}

/** For an answer whose body is the bare value. */
export class ValueCapture implements ResponseCapture {
  size = 0;
  private readonly chunks: Buffer[] = [];
  private kept = 0;

  constructor(private readonly outcome: 'result' | 'error') {}

  add(chunk: Buffer): void {
    this.size += chunk.length;
    if (this.kept >= CAPTURE_BYTES_MAX) return;
    const part = chunk.subarray(0, CAPTURE_BYTES_MAX - this.kept);
    this.chunks.push(part);
    this.kept += part.length;
  }

  finish(): CapturedValue | null {
    return { outcome: this.outcome, value: Buffer.concat(this.chunks) };
  }
}

/** For an answer that is a whole JSON-RPC message. */
export class MessageCapture implements ResponseCapture {
  private readonly inner = new ValueCapture('result');

  get size(): number {
    return this.inner.size;
  }

  add(chunk: Buffer): void {
    this.inner.add(chunk);
  }

  finish(): CapturedValue | null {
    const kept = this.inner.finish()!.value;
    if (kept.length === 0) return null;
    return valueOf(kept) ?? { outcome: 'result', value: kept };
  }
}

/** For an event stream: the last response in it is the answer. */
export class EventStreamCapture implements ResponseCapture {
  size = 0;
  private found: CapturedValue | null = null;
  private readonly parser = new SseParser(ANSWER_BYTES_MAX, (event) => {
    this.found = valueOf(event.data) ?? this.found;
  });

  /** Whether the response has passed completely. */
  get answered(): boolean {
    return this.found !== null;
  }

  add(chunk: Buffer): void {
    this.size += chunk.length;
    try {
      this.parser.push(chunk);
    } catch (cause) {
      throw new GatewayOpsError('upstream_error', {
        message: 'The MCP server sent a message larger than 10 MB.',
        cause,
      });
    }
  }

  finish(): CapturedValue | null {
    return this.found;
  }
}

function valueOf(json: Buffer): CapturedValue | null {
  const message = parseMessage(json);
  if (message.kind === 'response') return { outcome: 'result', value: bytesOf(message.result!) };
  if (message.kind === 'error-response') return { outcome: 'error', value: bytesOf(message.error!) };
  return null;
}
