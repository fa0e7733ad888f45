import type { OpenApiTools } from './openapi-tools.js';

const BYTES_MAX = 256 * 1024 * 1024;
/** A parsed document takes about that many times the memory of its text. */
const BYTES_PER_CHARACTER = 8;

/** The documents that were used last, parsed, with their tools; any other is parsed again when its server is called. */
export class ParsedDocuments {
  /** In the order of their last use. */
  private readonly kept = new Map<object, OpenApiTools>();

  constructor(private readonly bytesMax = BYTES_MAX) {}

  /** @param owner who asks for it each time */
  get(owner: object, parse: () => OpenApiTools): OpenApiTools {
    const known = this.kept.get(owner);
    if (known) {
      this.kept.delete(owner);
      this.kept.set(owner, known);
      return known;
    }
    const parsed = parse();
    this.kept.set(owner, parsed);
    this.forgetOldest();
    return parsed;
  }

  forget(owner: object): void {
    this.kept.delete(owner);
  }

  private forgetOldest(): void {
    let bytes = 0;
    for (const tools of this.kept.values()) bytes += bytesOf(tools);
    for (const [owner, tools] of this.kept) {
      if (bytes <= this.bytesMax || this.kept.size === 1) return;
      this.kept.delete(owner);
      bytes -= bytesOf(tools);
    }
  }
}

const bytesOf = (tools: OpenApiTools): number => tools.document.bytes * BYTES_PER_CHARACTER + tools.madeBytes;
