import { describe, expect, it } from '@jest/globals';
import { countJest, countRows } from './counts.js';

describe('what a step says', () => {
  it('is counted by test where it is Jest that speaks', () => {
    expect(
      countJest('Test Suites: 2 passed, 2 total\nTests:       1 failed, 2 skipped, 30 passed, 33 total\n'),
    ).toEqual({
      passed: 30,
      failed: 1,
      skipped: 2,
    });
    expect(countJest('Test Suites: 3 failed, 2 passed, 5 total\nTests:       30 passed, 30 total\n').failed).toBe(3);
  });

  it('is counted by row where it is a verdict of ours', () => {
    const verdict = (figures: object): string => `a table\n${JSON.stringify({ ok: false, figures })}\n`;
    const rows = [{ ok: true }, { ok: true }, { ok: false }];
    expect(countRows(verdict({ rows, problems: [] }))).toEqual({ passed: 2, failed: 1, skipped: 0 });
    expect(countRows(verdict({ rows, problems: ['x'], error: 'y' })).failed).toBe(3);
  });

  it('is nothing where the command broke off', () => {
    for (const said of ['', 'starting\n', '{"ok":tr'])
      expect(countRows(said)).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});
