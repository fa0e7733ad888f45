import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { redisErrorCode } from './connect.js';
import { FramedCommand, type FramedArgument } from './framed-argument.js';

export type ScriptArgument = string | Buffer | number;

/** A Lua script that is sent by its digest, and in full only to a server that does not know it. */
export class RedisScript {
  readonly #source: string;
  readonly #digest: string;

  constructor(
    source: string,
    private readonly numberOfKeys: number,
  ) {
    this.#source = source;
    this.#digest = createHash('sha1').update(source).digest('hex');
  }

  /**
   * Runs the script; resolves with its answer as the client reads it (integers, strings, arrays, null).
   * A server that was restarted has forgotten it: it then goes once more in full, which is safe, as nothing was run.
   * Rejects as the client does; see `redisErrorCode` to tell a refusal from an unknown outcome.
   */
  async run(redis: Redis, keys: readonly string[], args: readonly ScriptArgument[]): Promise<unknown> {
    if (keys.length !== this.numberOfKeys) {
      throw new RangeError(`the script takes ${this.numberOfKeys} keys, not ${keys.length}`);
    }
    try {
      return await redis.evalsha(this.#digest, keys.length, ...keys, ...args);
    } catch (error) {
      if (redisErrorCode(error) !== 'NOSCRIPT') throw error;
      return redis.eval(this.#source, keys.length, ...keys, ...args);
    }
  }

  /** As `run`, with a large last argument that is not copied. Keys and the other arguments are short ASCII text. */
  async runFramed(
    redis: Redis,
    keys: readonly string[],
    args: readonly (string | number)[],
    framed: FramedArgument,
  ): Promise<unknown> {
    const short = [this.#digest, String(keys.length), ...keys, ...args.map(String)];
    try {
      return await (redis.sendCommand(new FramedCommand('evalsha', short, framed)) as Promise<unknown>);
    } catch (error) {
      if (redisErrorCode(error) !== 'NOSCRIPT') throw error;
      const last = framed.buffer.subarray(framed.offset, framed.offset + framed.length);
      return redis.eval(this.#source, keys.length, ...keys, ...args, last);
    }
  }
}

/** Reads a script from a `.lua` file, e.g. `defineScript(new URL('../lua/append.lua', import.meta.url), 2)`. */
export function defineScript(url: URL, numberOfKeys: number): RedisScript {
  return new RedisScript(readFileSync(url, 'utf8'), numberOfKeys);
}
