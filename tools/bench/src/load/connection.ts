import { connect, type Socket } from 'node:net';
import { ResponseReader } from './response-reader.js';

/** A kept-alive connection with at most one request under way. */
export class Connection {
  readonly #socket: Socket;
  readonly #reader = new ResponseReader();
  #done: ((status: number) => void) | null = null;

  private constructor(socket: Socket, onBroken: (error: Error) => void) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      if (!this.#reader.read(chunk)) return;
      const done = this.#done;
      this.#done = null;
      done?.(this.#reader.status);
    });
    socket.on('error', onBroken);
    socket.on('close', () => onBroken(new Error('The server closed a connection')));
  }

  static open(port: number, onBroken: (error: Error) => void): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.setTimeout(60_000, () => socket.destroy(new Error('No answer for 60 s')));
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Connection(socket, onBroken)));
    });
  }

  /** Sends a request; `done` is called with the status of its answer. */
  send(request: Buffer, done: (status: number) => void): void {
    this.#done = done;
    this.#socket.write(request);
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.destroy();
  }
}
