/**
 * ClickHouse notes a part's insert token before it puts the part in its place. A kill between the two leaves a token whose
 * rows are nowhere, and a replay of those rows would be dropped as known. So before the engine opens its folder, tokens
 * without their part are taken back, in the log's own format: lines of operation, part and block id, separated by tabs.
 */
import { open, readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';

const ADD = '1';
const DROP = '2';

/** Far more than inserts that can be under way at one kill, and few enough not to hold up a start. */
const RECORDS_LOOKED_AT = 10_000;

/** `202609_7_9_1`: of partition 202609, with the blocks 7 to 9, merged once; a mutation adds a fifth part. */
const PART = /^(?<partition>[^_]+)_(?<first>\d+)_(?<last>\d+)_\d+(?:_\d+)?$/;

interface Blocks {
  partition: string;
  first: number;
  last: number;
}

/** For a closed folder of the engine. Returns the names of the parts whose tokens were taken back. */
export async function forgetLostParts(enginePath: string): Promise<string[]> {
  const lost = [];
  for (const table of await tableFolders(enginePath)) {
    const files = (await namesIn(join(table, 'deduplication_logs'))).toSorted((a, b) => numberOf(a) - numberOf(b));
    const newest = files.at(-1);
    if (newest === undefined) continue;
    const records = await lastRecords(files.map((name) => join(table, 'deduplication_logs', name)));
    const present = (await namesIn(table)).map(blocksOf).filter((blocks) => blocks !== undefined);
    const without = [...records].filter(([, part]) => !isIn(part, present));
    await append(
      join(table, 'deduplication_logs', newest),
      without.map(([block, part]) => `${DROP}\t${part}\t${block}\n`),
    );
    lost.push(...without.map(([, part]) => part));
  }
  return lost;
}

/** Atomic databases keep a table at `store/<first three of its id>/<id>`. */
async function tableFolders(enginePath: string): Promise<string[]> {
  const root = join(enginePath, 'store');
  const folders = (await namesIn(root)).map((prefix) => join(root, prefix));
  const tables = await Promise.all(
    folders.map(async (folder) => (await namesIn(folder)).map((id) => join(folder, id))),
  );
  return tables.flat();
}

/** Parts by block id, of the newest records and without those that were dropped again. Cuts off a record without its end. */
async function lastRecords(files: readonly string[]): Promise<Map<string, string>> {
  const lines = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    const end = text.lastIndexOf('\n') + 1;
    if (end < text.length) await truncate(file, Buffer.byteLength(text.slice(0, end)));
    lines.push(...text.slice(0, end).split('\n').slice(0, -1));
  }
  const parts = new Map<string, string>();
  for (const line of lines.slice(-RECORDS_LOOKED_AT)) {
    const [operation, part, block] = line.split('\t');
    if (part === undefined || block === undefined) continue;
    if (operation === ADD) parts.set(block, part);
    else parts.delete(block);
  }
  return parts;
}

/** Whether a part, or one that it was merged into, is there. A name that is not understood counts as there. */
function isIn(part: string, present: readonly Blocks[]): boolean {
  const sought = blocksOf(part);
  return (
    sought === undefined ||
    present.some(
      ({ partition, first, last }) => partition === sought.partition && first <= sought.first && sought.last <= last,
    )
  );
}

function blocksOf(name: string): Blocks | undefined {
  const { partition, first, last } = PART.exec(name)?.groups ?? {};
  return partition === undefined ? undefined : { partition, first: Number(first), last: Number(last) };
}

async function append(file: string, records: readonly string[]): Promise<void> {
  if (records.length === 0) return;
  const handle = await open(file, 'a');
  try {
    await handle.appendFile(records.join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const numberOf = (logName: string) => Number(/\d+/.exec(logName)?.[0] ?? 0);

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
