import { createHash, type Hash } from 'node:crypto';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AuditLogEntry } from '@gatewayops/contracts';
import type { ChainCheck } from '../chain/chain-check.js';
import type { ArchiveManifest } from './manifest.js';
import type { ObjectStore } from './object-store.js';

/** A row's line cannot be longer: its details are bounded. */
const LINE_CHARACTERS_MAX = 1_048_576;

/**
 * Shows `check` every row of an archived month, as its object in the store has it, and reports what is wrong with the object
 * itself. Needs the memory of one row.
 */
export async function followArchive(store: ObjectStore, manifest: ArchiveManifest, check: ChainCheck): Promise<void> {
  const { first_seq, last_seq, object } = manifest;
  const wrong = (words: string): void => check.report('archive', first_seq, `${object}: ${words}`, last_seq);
  const stored = await store.get(object);
  if (stored === null) return wrong('is not in the archive');
  const digest = createHash('sha256');
  const before = check.rows;
  try {
    for await (const entry of entriesOf(stored, digest)) check.add(entry);
  } catch (error) {
    wrong(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return;
  } finally {
    stored.destroy();
  }
  if (digest.digest('hex') !== manifest.sha256) wrong('is not the file that its manifest tells of');
  if (check.rows - before !== manifest.count) wrong(`holds ${check.rows - before} rows and not ${manifest.count}`);
  if (check.end.hash !== manifest.last_hash) wrong('does not end where its manifest says');
}

async function* entriesOf(stored: Readable, digest: Hash): AsyncGenerator<AuditLogEntry> {
  const gunzip = createGunzip();
  const hashing = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      digest.update(chunk);
      yield chunk;
    }
  };
  // Who reads the last stream hears of an error in any of them.
  pipeline(stored, hashing, gunzip, () => undefined);
  let rest = '';
  for await (const text of gunzip.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LINE_CHARACTERS_MAX) throw new Error('it has a line that no row can have');
    for (const line of lines) yield AuditLogEntry.parse(JSON.parse(line));
  }
  if (rest !== '') throw new Error('it ends in the middle of a row');
}
