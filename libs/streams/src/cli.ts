import { connectRedis, whenReady } from '@gatewayops/redis';
import { parseCommand, runCommand, USAGE, UsageError } from './dead-letters/command.js';
import { readEnvironment } from './env.js';

const CONNECT_MS_MAX = 5_000;

/** Exit codes: 0 done, 1 it failed, 2 it was called wrongly. */
async function main(): Promise<number> {
  const request = parseCommand(process.argv.slice(2));
  if (!request) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const environment = readEnvironment();
  const redis = connectRedis({ url: environment.REDIS_URL, name: 'dead-letters' });
  try {
    await whenReady(redis, CONNECT_MS_MAX);
    await runCommand(redis, environment.STREAM_SHARDS, request, {
      line: (text) => process.stdout.write(`${text}\n`),
      progress: (text) => process.stderr.write(`${text}\n`),
    });
    return 0;
  } finally {
    redis.disconnect();
  }
}

process.exitCode = await main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof UsageError ? `${message}\n\n${USAGE}\n` : `${message}\n`);
  return error instanceof UsageError ? 2 : 1;
});
