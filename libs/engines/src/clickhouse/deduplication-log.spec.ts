import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetLostParts } from './deduplication-log.js';

let path: string;
let table: string;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'deduplication-log-'));
  table = join(path, 'store', '313', '313b53ef-2c19-460b-9023-dc6981253826');
  await mkdir(join(table, 'deduplication_logs'), { recursive: true });
});
afterEach(() => rm(path, { recursive: true, force: true }));

const logFile = (number: number) => join(table, 'deduplication_logs', `deduplication_log_${number}.txt`);
const noted = (part: string, block = `block of ${part}`) => `1\t${part}\t${block}\n`;
const dropped = (part: string, block = `block of ${part}`) => `2\t${part}\t${block}\n`;
const parts = (...names: string[]) => Promise.all(names.map((name) => mkdir(join(table, name))));

describe('forgetLostParts', () => {
  it('takes back the token of a part that is not there, and no other', async () => {
    const before = noted('202609_1_1_0') + noted('202609_2_2_0') + noted('202610_3_3_0');
    await writeFile(logFile(1), before);
    await parts('202609_1_1_0', '202609_3_3_0', '202610_1_2_1');
    expect(await forgetLostParts(path)).toEqual(['202609_2_2_0', '202610_3_3_0']);
    expect(await readFile(logFile(1), 'utf8')).toBe(before + dropped('202609_2_2_0') + dropped('202610_3_3_0'));
    expect(await forgetLostParts(path)).toEqual([]);
  });

  it('finds a part in the one that it was merged or mutated into', async () => {
    await writeFile(logFile(1), noted('202609_4_4_0') + noted('all_7_7_1'));
    await parts('202609_2_9_1', 'all_7_7_1_12');
    expect(await forgetLostParts(path)).toEqual([]);
  });

  it('does not take a part that was being written for one that is there', async () => {
    await writeFile(logFile(1), noted('202609_4_4_0'));
    await parts('tmp_insert_202609_4_4_0', 'detached');
    expect(await forgetLostParts(path)).toEqual(['202609_4_4_0']);
  });

  it('reads the logs in the order of their numbers and leaves alone what was dropped', async () => {
    await writeFile(logFile(9), noted('202609_1_1_0') + noted('202609_2_2_0'));
    await writeFile(logFile(10), dropped('202609_1_1_0') + dropped('202609_2_2_0'));
    await appendFile(logFile(10), noted('202609_3_3_0', 'block of 202609_1_1_0'));
    expect(await forgetLostParts(path)).toEqual(['202609_3_3_0']);
    expect(await readFile(logFile(10), 'utf8')).toMatch(/2\t202609_3_3_0\tblock of 202609_1_1_0\n$/);
  });

  it('cuts off a record that was written in part, which would hide those behind it', async () => {
    await writeFile(logFile(1), `${noted('202609_1_1_0')}1\t202609_2_`);
    await parts('202609_1_1_0');
    expect(await forgetLostParts(path)).toEqual([]);
    expect(await readFile(logFile(1), 'utf8')).toBe(noted('202609_1_1_0'));
  });

  it('finds nothing in a folder that was never opened', async () => {
    expect(await forgetLostParts(join(path, 'none'))).toEqual([]);
  });
});
