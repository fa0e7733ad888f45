const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Reads one HTTP/1.1 answer after another from a connection, as cheaply as is possible: only the status and the length are
 * looked at. Takes `Content-Length` and chunked bodies.
 */
export class ResponseReader {
  #head: Buffer | null = null;
  #bodyLeft = 0;
  #isChunked = false;
  #tail = '';
  status = 0;

  /** Gives true when `chunk` completes an answer. An answer is complete before the next request is sent. */
  read(chunk: Buffer): boolean {
    let body = chunk;
    if (this.#bodyLeft === 0 && !this.#isChunked) {
      const bytes = this.#head === null ? chunk : Buffer.concat([this.#head, chunk]);
      const headEnd = bytes.indexOf(HEAD_END);
      if (headEnd === -1) {
        this.#head = bytes;
        return false;
      }
      this.#head = null;
      this.#readHead(bytes.toString('latin1', 0, headEnd));
      body = bytes.subarray(headEnd + HEAD_END.length);
    }
    return this.#isChunked ? this.#readChunked(body) : this.#readCounted(body);
  }

  #readHead(head: string): void {
    this.status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: *([0-9]+)/i.exec(head)?.[1];
    this.#isChunked = length === undefined && /\r\ntransfer-encoding: *chunked/i.test(head);
    if (length === undefined && !this.#isChunked) throw new Error(`An answer without a length: ${head.slice(0, 200)}`);
    this.#bodyLeft = Number(length ?? 0);
    this.#tail = '\r\n';
  }

  #readCounted(body: Buffer): boolean {
    this.#bodyLeft -= body.length;
    if (this.#bodyLeft < 0) throw new Error('An answer that is longer than it says');
    return this.#bodyLeft === 0;
  }

  /** The end of a chunked body is looked for, not its chunks: none of the bodies used here holds these bytes. */
  #readChunked(body: Buffer): boolean {
    this.#tail = (this.#tail + body.toString('latin1', Math.max(0, body.length - 7))).slice(-7);
    if (!this.#tail.endsWith('\r\n0\r\n\r\n')) return false;
    this.#isChunked = false;
    return true;
  }
}
