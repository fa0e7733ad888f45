import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Names and values in turn, as `writeHead` takes them without building an object. */
export type HeaderList = string[];

/** The answering half of an HTTP exchange. Writes after the client went away are dropped. */
export class Outbound {
  constructor(private readonly response: ServerResponse) {}

  get started(): boolean {
    return this.response.headersSent;
  }

  get gone(): boolean {
    return this.response.destroyed;
  }

  head(status: number, headers: HeaderList): void {
    this.response.writeHead(status, headers);
  }

  /** Resolves when there is room for more: a client that reads slowly slows its server down, not us. */
  write(chunk: Buffer | string): void | Promise<unknown> {
    if (this.gone || this.response.write(chunk)) return;
    return Promise.race([once(this.response, 'drain'), once(this.response, 'close')]);
  }

  end(chunk?: Buffer | string): void {
    if (this.gone) return;
    if (chunk === undefined) this.response.end();
    else this.response.end(chunk);
  }

  /** Cuts the connection: the only way to tell a client that an answer that has begun will not be completed. */
  abort(): void {
    this.response.destroy();
  }
}
