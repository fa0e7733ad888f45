import { STREAM_KINDS, streamName, type StreamKind } from '@gatewayops/contracts';
import type { Redis } from '@gatewayops/redis';
import { parseArgs } from 'node:util';
import { countDeadLetters, listDeadLetters, replayDeadLetters } from './dead-letters.js';

export const USAGE = `Usage: dead-letters <command> [options]

Messages that a worker could not take lie in the dead letters of their stream, with the reason.

Commands
  count    how many there are
  list     the oldest ones, one a line: id, time, message id, reason
  replay   put them back on their stream, oldest first

Options
  --stream KIND   ${STREAM_KINDS.join(' | ')} (list, replay: required; count: all without it)
  --limit N       list: how many at most, 1 to 1000 (20); replay: how many at most (all that are there at the start)
  --after ID      list: those after this one
  --id ID         replay: only this one; may be given more than once
  --json          list: whole dead letters as JSON, one a line
  --help          this text

Environment: REDIS_URL; STREAM_SHARDS where streams are split.`;

/** A use of the command that makes no sense, in words for who typed it. */
export class UsageError extends Error {}

export interface CommandOutput {
  /** A line of the result. */
  line(text: string): void;
  /** How far it is; not part of the result. */
  progress(text: string): void;
}

interface Request {
  command: string;
  kind: StreamKind | undefined;
  limit: number | undefined;
  after: string | undefined;
  ids: string[];
  json: boolean;
}

const LIST_DEFAULT = 20;
const REPLAY_STEP = 500;
const BODY_CHARACTERS = 120;

/** The arguments, checked; null where help is asked for. */
export function parseCommand(args: readonly string[]): Request | null {
  const { values, positionals } = parseOrExplain(args);
  if (values.help === true) return null;
  const [command, ...rest] = positionals;
  if (command === undefined || !['count', 'list', 'replay'].includes(command) || rest.length > 0) {
    throw new UsageError('Say one of count, list and replay.');
  }
  const kind = STREAM_KINDS.find((each) => each === values.stream);
  if (values.stream !== undefined && !kind) throw new UsageError(`--stream is one of ${STREAM_KINDS.join(', ')}.`);
  if (!kind && command !== 'count') throw new UsageError(`${command} needs --stream.`);
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1))
    throw new UsageError('--limit is a whole number.');
  return { command, kind, limit, after: values.after, ids: values.id ?? [], json: values.json ?? false };
}

function parseOrExplain(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        stream: { type: 'string' },
        limit: { type: 'string' },
        after: { type: 'string' },
        id: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

export async function runCommand(redis: Redis, shards: number, request: Request, output: CommandOutput): Promise<void> {
  const kinds = request.kind ? [request.kind] : STREAM_KINDS;
  const streams = kinds.flatMap((kind) =>
    Array.from({ length: shards }, (_, shard) => streamName(kind, shard, shards)),
  );
  if (request.command === 'count') return countAll(redis, streams, output);
  if (request.command === 'list') return list(redis, streams, request, output);
  return replay(redis, streams, request, output);
}

async function countAll(redis: Redis, streams: string[], output: CommandOutput): Promise<void> {
  for (const stream of streams) output.line(`${stream}\t${await countDeadLetters(redis, stream)}`);
}

async function list(redis: Redis, streams: string[], request: Request, output: CommandOutput): Promise<void> {
  for (const stream of streams) {
    const page = { limit: request.limit ?? LIST_DEFAULT, ...(request.after ? { after: request.after } : {}) };
    const letters = await listDeadLetters(redis, stream, page);
    for (const letter of letters) {
      if (request.json) output.line(JSON.stringify({ stream, ...letter }));
      else {
        const diedAt = new Date(letter.diedAtMs).toISOString();
        output.line(`${letter.id}\t${diedAt}\t${letter.messageId}\t${letter.reason}\t${preview(letter.body)}`);
      }
    }
    const count = await countDeadLetters(redis, stream);
    output.progress(`${stream}: ${letters.length} of ${count} shown`);
  }
}

const preview = (body: string): string => (body.length > BODY_CHARACTERS ? `${body.slice(0, BODY_CHARACTERS)}…` : body);

async function replay(redis: Redis, streams: string[], request: Request, output: CommandOutput): Promise<void> {
  let replayed = 0;
  for (const stream of streams) {
    if (request.ids.length > 0) replayed += await replayDeadLetters(redis, stream, request.ids);
    // Those that die again while this runs are not replayed a second time: only as many as there are now.
    else
      replayed += await replayOldest(redis, stream, request.limit ?? (await countDeadLetters(redis, stream)), output);
  }
  output.line(`replayed ${replayed}`);
}

async function replayOldest(redis: Redis, stream: string, limit: number, output: CommandOutput): Promise<number> {
  let replayed = 0;
  while (replayed < limit) {
    const letters = await listDeadLetters(redis, stream, { limit: Math.min(REPLAY_STEP, limit - replayed) });
    if (letters.length === 0) break;
    const ids = letters.map(({ id }) => id);
    replayed += await replayDeadLetters(redis, stream, ids);
    output.progress(`${stream}: ${replayed} of ${limit}`);
  }
  return replayed;
}
