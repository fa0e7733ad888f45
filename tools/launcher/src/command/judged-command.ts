import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progress } from './elapsed.js';

/** What a command found out so far: told also where it could not be carried out to its end. */
export interface Findings {
  /** For people, on stdout. */
  readonly lines: string[];
  /** Of the result, which is the last line of stdout. */
  readonly figures: Record<string, unknown>;
}

/** Where a command works, and until when. */
export interface Workplace {
  /** Of this run alone; it goes when all is well. */
  readonly folder: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface JudgedCommand<Options> {
  /** In the name of its folder. */
  readonly name: string;
  readonly usage: string;
  /** Null where help is asked for. @throws Error in words for who typed it */
  readonly parse: (args: readonly string[]) => Options | null;
  /** Gives whether all is as it has to be. */
  readonly run: (options: Options, place: Workplace, findings: Findings) => Promise<boolean>;
}

/**
 * Runs a command that ends in a verdict: progress on stderr, `{"ok": …, "figures": …}` as the last line of stdout. Exit codes: 0 it
 * is ok, 1 it is not or could not be found out, 2 called wrongly.
 */
export async function runJudged<Options>(command: JudgedCommand<Options>): Promise<void> {
  process.exitCode = await exitCodeOf(command);
  // Engines leave sockets of their own behind.
  setTimeout(() => process.exit(), 1_000).unref();
}

async function exitCodeOf<Options>({ name, usage, parse, run }: JudgedCommand<Options>): Promise<number> {
  let options: Options | null;
  try {
    options = parse(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return 2;
  }
  if (!options) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort(new Error(signal)));
  const folder = await mkdtemp(join(tmpdir(), `gatewayops-${name}-`));
  const findings: Findings = { lines: [], figures: {} };
  const ok = await run(options, { folder, signal: abort.signal }, findings).catch((error: unknown) => {
    findings.figures['error'] = error instanceof Error ? error.message : String(error);
    progress(error instanceof Error ? String(error.stack) : String(error));
    return false;
  });
  if (ok) await rm(folder, { recursive: true, force: true });
  else progress(`what was logged is kept in ${folder}`);
  process.stdout.write([...findings.lines, JSON.stringify({ ok, figures: findings.figures }), ''].join('\n'));
  return ok ? 0 : 1;
}
