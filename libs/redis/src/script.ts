import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { redisErrorCode } from './connect.js';

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
      return await redis.eval(this.#source, keys.length, ...keys, ...args);
    }
  }
}

/** Reads a script from a `.lua` file, e.g. `defineScript(new URL('../lua/append.lua', import.meta.url), 2)`. */
export function defineScript(url: URL, numberOfKeys: number): RedisScript {
  return new RedisScript(readFileSync(url, 'utf8'), numberOfKeys);
}
