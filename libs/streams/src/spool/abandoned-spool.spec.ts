import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../test/silent-logger.js';
import type { EventBatch } from '../publisher/append.js';
import { deliverAbandoned } from './abandoned-spool.js';
import { encodeRecord as encodeParts } from './record.js';
import { SpoolFolder } from './spool-folder.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatewayops-spool-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const batch = (firstSequence: number, ...events: string[]): EventBatch => ({
  stream: 'gwo:{trace}',
  producerId: 'p',
  firstSequence,
  count: events.length,
  lines: Buffer.from(events.join('\n')),
});
const encodeRecord = (each: EventBatch): Buffer => Buffer.concat(encodeParts(each));
const text = ({ firstSequence, lines }: EventBatch) => `${firstSequence} ${lines.toString()}`;

async function deliverAll(folder: string) {
  const delivered: string[] = [];
  const result = await deliverAbandoned(
    folder,
    (each) => {
      delivered.push(text(each));
      return Promise.resolve(true);
    },
    silentLogger,
  );
  return { delivered, ...result };
}

describe('what a dead producer left', () => {
  test('is delivered in order up to a record that was torn when it died', async () => {
    const folder = join(dir, 'dead');
    await mkdir(folder);
    const torn = encodeRecord(batch(5, 'e5'));
    await writeFile(join(folder, '0000000001.spool'), encodeRecord(batch(1, 'e1', 'ü2')));
    await appendFile(join(folder, '0000000001.spool'), encodeRecord(batch(3, 'e3')));
    await writeFile(join(folder, '0000000002.spool'), encodeRecord(batch(4, 'e4')));
    await appendFile(join(folder, '0000000002.spool'), torn.subarray(0, torn.length - 1));
    expect(await deliverAll(folder)).toEqual({ delivered: ['1 e1\nü2', '3 e3', '4 e4'], events: 4, complete: true });
    expect(await readdir(dir)).toEqual([]);
  });

  test('is delivered up to the zeros of a preallocated file, and to a record whose bytes are not what was written', async () => {
    const folder = join(dir, 'dead');
    await mkdir(folder);
    const damaged = encodeRecord(batch(2, 'e2'));
    damaged[damaged.length - 1]! ^= 1;
    await writeFile(
      join(folder, '0000000001.spool'),
      Buffer.concat([encodeRecord(batch(1, 'e1')), Buffer.alloc(4096)]),
    );
    await writeFile(join(folder, '0000000002.spool'), damaged);
    expect((await deliverAll(folder)).delivered).toEqual(['1 e1']);
  });

  test('stays where it is when it cannot be delivered', async () => {
    const folder = join(dir, 'dead');
    await mkdir(folder);
    await writeFile(join(folder, '0000000001.spool'), encodeRecord(batch(1, 'e1')));
    const result = await deliverAbandoned(folder, () => Promise.resolve(false), silentLogger);
    expect(result.complete).toBe(false);
    expect((await deliverAll(folder)).delivered).toEqual(['1 e1']);
  });
});

describe('a folder', () => {
  test('is adopted when its owner is dead, with what that one had adopted, and not while it lives', async () => {
    const alive = new SpoolFolder(dir, 'alive');
    const dead = { pid: 2 ** 22 + 1, startedAt: '1', scope: '' };
    for (const name of ['dead', 'dead+older']) {
      await mkdir(join(dir, name));
      await writeFile(join(dir, name, 'owner.json'), JSON.stringify({ ...dead, scope: 'elsewhere' }));
    }
    const heir = new SpoolFolder(dir, 'heir');
    // Its process cannot be seen, and it gave a sign of life a moment ago.
    expect(await heir.adoptAbandoned()).toEqual([]);
    await rm(join(dir, 'dead', 'owner.json'));
    expect((await heir.adoptAbandoned()).toSorted()).toEqual([join(dir, 'heir+dead'), join(dir, 'heir+older')]);
    expect(await alive.adoptAbandoned()).toEqual([]);
    heir.close();
    alive.close();
  });

  test('that is nobody’s spool is left where it is: working folders of stdio servers are beside them', async () => {
    await mkdir(join(dir, '.stdio', 'a-server'), { recursive: true });
    const folder = new SpoolFolder(dir, 'alive');
    expect(await folder.adoptAbandoned()).toEqual([]);
    expect(await readdir(join(dir, '.stdio'))).toEqual(['a-server']);
    folder.close();
  });
});
