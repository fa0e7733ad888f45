import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readIfThere } from '@gatewayops/engines';
import { DEFAULT_DATA_DIR, ROOT } from './places.js';
import { VERIFY_SETTINGS_FILE } from './stack/verify-settings.js';

/**
 * `npm run audit:verify`: the auth service's command with the settings of the stack that `npm start` runs in the data folder
 * (`--data-dir`, as of `npm start`). Variables of the environment go before them.
 */
async function main(): Promise<number> {
  const { dataDir, rest } = takeDataDir(process.argv.slice(2));
  const text = await readIfThere(join(dataDir, VERIFY_SETTINGS_FILE));
  const kept = text === undefined ? {} : z.record(z.string(), z.string()).parse(JSON.parse(text));
  const file = join(ROOT, 'apps', 'auth', 'dist', 'audit-verify.js');
  const env = { ...kept, ...process.env };
  const child = spawn(process.execPath, [file, ...rest], { stdio: 'inherit', env });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

function takeDataDir(args: string[]): { dataDir: string; rest: string[] } {
  const at = args.findIndex((arg) => arg === '--data-dir' || arg.startsWith('--data-dir='));
  if (at < 0) return { dataDir: DEFAULT_DATA_DIR, rest: args };
  const [, inline] = (args[at] ?? '').split('=');
  const rest = args.toSpliced(at, inline === undefined ? 2 : 1);
  return { dataDir: resolve(inline ?? args[at + 1] ?? DEFAULT_DATA_DIR), rest };
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
