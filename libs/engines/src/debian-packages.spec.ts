import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchDebianPackages } from './debian-packages.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packages-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const fetch = (directory: string): Promise<void> => fetchDebianPackages({ packages: ['liblzf1'], directory });

it('leaves a folder alone that another start has put into place meanwhile: it is in use', async () => {
  const directory = join(folder, 'fetched');
  const inodes = new Set<number>();
  const noted = async (): Promise<void> => {
    await fetch(directory);
    inodes.add(statSync(directory).ino);
  };
  await Promise.all([noted(), noted(), noted()]);
  expect(inodes.size).toBe(1);
  expect(await readdir(folder)).toEqual(['fetched']);
}, 60_000);

it('replaces what was left incomplete', async () => {
  const directory = join(folder, 'fetched');
  await mkdir(directory);
  await writeFile(join(directory, 'half'), '');
  await fetch(directory);
  expect(existsSync(join(directory, 'half'))).toBe(false);
  expect(existsSync(join(directory, '.complete'))).toBe(true);
}, 60_000);
