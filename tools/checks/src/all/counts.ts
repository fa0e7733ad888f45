import { z } from 'zod';

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Jest's summary line: `Tests:       1 failed, 2 skipped, 30 passed, 33 total`. Suites that could not start count as failed. */
export function countJest(output: string): Count {
  const tests = /^Tests:\s+(.*)$/m.exec(output)?.[1] ?? '';
  const suites = /^Test Suites:\s+(.*)$/m.exec(output)?.[1] ?? '';
  const number = (text: string, word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(text)?.[1] ?? 0);
  const failed = number(tests, 'failed');
  return {
    passed: number(tests, 'passed'),
    failed: failed === 0 ? number(suites, 'failed') : failed,
    skipped: number(tests, 'skipped') + number(tests, 'todo'),
  };
}

const Verdict = z.object({
  figures: z.object({
    rows: z.array(z.object({ ok: z.boolean() })),
    problems: z.array(z.string()),
    error: z.string().optional(),
  }),
});

/** The last line of our own commands that end in a verdict: a row is a check. */
export function countRows(output: string): Count {
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  const verdict = Verdict.safeParse(jsonIn(last)).data?.figures;
  const passed = verdict?.rows.filter(({ ok }) => ok).length ?? 0;
  const failed =
    (verdict?.rows.length ?? 0) - passed + (verdict?.problems.length ?? 0) + (verdict?.error === undefined ? 0 : 1);
  return { passed, failed, skipped: 0 };
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
