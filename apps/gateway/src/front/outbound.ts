import { roomIn } from '@gatewayops/service';
import type { ServerResponse } from 'node:http';

/** Names and values in turn, as `writeHead` takes them without building an object. */
export type HeaderList = string[];

/** The answering half of an HTTP exchange. Writes after the client went away, or behind the end, are dropped. */
export interface Outbound {
  /** Whether the head was given. */
  readonly started: boolean;
  /** Whether nothing can be written any more. */
  readonly gone: boolean;
  head(status: number, headers: HeaderList): void;
  /** Sends the head by itself: for a stream whose first event may be long in coming. */
  flushHead(): void;
  /** Resolves when there is room for more: a client that reads slowly slows its server down, not us. */
  write(chunk: Buffer | string): void | Promise<void>;
  /** Head and body in one piece; each character of the body is one byte. */
  endWhole(status: number, headers: HeaderList, latin1: string): void;
  end(chunk?: Buffer | string): void;
  /** Cuts the connection: the only way to tell a client that an answer that has begun will not be completed. */
  abort(): void;
}

/** An answer by Node's HTTP library. */
export class HttpOutbound implements Outbound {
  constructor(private readonly response: ServerResponse) {}

  get started(): boolean {
    return this.response.headersSent;
  }

  get gone(): boolean {
    return this.response.destroyed || this.response.writableEnded;
  }

  head(status: number, headers: HeaderList): void {
    if (!this.gone) this.response.writeHead(status, headers);
  }

  flushHead(): void {
    if (!this.gone) this.response.flushHeaders();
  }

  write(chunk: Buffer | string): void | Promise<void> {
    if (this.gone || this.response.write(chunk)) return;
    return roomIn(this.response);
  }

  /** Node joins head and body to one write where the body is text of the head's own encoding. */
  endWhole(status: number, headers: HeaderList, latin1: string): void {
    if (this.gone) return;
    this.response.writeHead(status, headers);
    this.response.end(latin1, 'latin1');
  }

  end(chunk?: Buffer | string): void {
    if (this.gone) return;
    if (chunk === undefined) this.response.end();
    else this.response.end(chunk);
  }

  abort(): void {
    this.response.destroy();
  }
}
