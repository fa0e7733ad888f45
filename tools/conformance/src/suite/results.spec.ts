import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readResults } from './results.js';

const STAMP = '2026-11-21T15-45-54-667Z';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'results-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function scenario(name: string, checks?: readonly object[]): Promise<void> {
  const path = join(folder, `server-${name}-${STAMP}`);
  await mkdir(path);
  if (checks) await writeFile(join(path, 'checks.json'), JSON.stringify(checks));
}

describe('the results of a run', () => {
  it('count what succeeded, and fail a scenario for a failure but not for a warning', async () => {
    await scenario('tools-list', [
      { id: 'a', status: 'SUCCESS' },
      { id: 'b', status: 'WARNING', errorMessage: 'should' },
      { id: 'c', status: 'INFO' },
      { id: 'd', status: 'SKIPPED' },
    ]);
    await scenario('tools-call-2020-12', [
      { id: 'a', status: 'SUCCESS' },
      { id: 'b', status: 'FAILURE', errorMessage: 'must' },
    ]);
    await expect(readResults(folder, 'server-')).resolves.toEqual([
      {
        scenario: 'tools-call-2020-12',
        isPassed: false,
        checksPassed: 1,
        checksTotal: 2,
        shortcomings: [{ check: 'b', status: 'failure', message: 'must' }],
      },
      {
        scenario: 'tools-list',
        isPassed: true,
        checksPassed: 1,
        checksTotal: 2,
        shortcomings: [{ check: 'b', status: 'warning', message: 'should' }],
      },
    ]);
  });

  it('fail a scenario that left none', async () => {
    await scenario('ping');
    const [result] = await readResults(folder, 'server-');
    expect(result).toMatchObject({ scenario: 'ping', isPassed: false, checksPassed: 0 });
  });
});
