import type { OpenApiTools } from './openapi-tools.js';

const BYTES_MAX = 256 * 1024 * 1024;
/** A parsed document takes about that many times the memory of its text. */
const BYTES_PER_CHARACTER = 8;

/** The documents that were used last, parsed, with their tools; any other is read again when its server is called. */
export class ParsedDocuments {
  /** In the order of their last use. */
  private readonly kept = new Map<object, OpenApiTools>();
  private readonly reading = new Map<object, Promise<OpenApiTools>>();

  constructor(private readonly bytesMax = BYTES_MAX) {}

  /** @param owner who asks for it each time @param read once for all who wait */
  get(owner: object, read: () => Promise<OpenApiTools>): OpenApiTools | Promise<OpenApiTools> {
    const known = this.kept.get(owner);
    if (known) {
      this.kept.delete(owner);
      this.kept.set(owner, known);
      return known;
    }
    let reading = this.reading.get(owner);
    if (!reading) {
      reading = read().then(
        (tools) => this.keep(owner, tools),
        (error: unknown) => {
          this.reading.delete(owner);
          throw error;
        },
      );
      this.reading.set(owner, reading);
    }
    return reading;
  }

  forget(owner: object): void {
    this.kept.delete(owner);
    this.reading.delete(owner);
  }

  private keep(owner: object, tools: OpenApiTools): OpenApiTools {
    // Whoever is gone by now needs it once more at most.
    if (!this.reading.delete(owner)) return tools;
    this.kept.set(owner, tools);
    let bytes = 0;
    for (const one of this.kept.values()) bytes += bytesOf(one);
    for (const [oldest, one] of this.kept) {
      if (bytes <= this.bytesMax || this.kept.size === 1) break;
      this.kept.delete(oldest);
      bytes -= bytesOf(one);
    }
    return tools;
  }
}

const bytesOf = (tools: OpenApiTools): number => tools.document.bytes * BYTES_PER_CHARACTER + tools.madeBytes;
