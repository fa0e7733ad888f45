import { signalProcess, StartError } from '@gatewayops/engines';
import { readLauncherEnvironment } from './env.js';
import { Launch } from './launch.js';
import { HELP, readOptions } from './options.js';
import { DEFAULT_DATA_DIR } from './places.js';

/** Ctrl-C may reach us from the terminal, from npm and from the bootstrap within a moment: that is one wish, not three. */
const SECOND_WISH_AFTER_MS = 1_000;
const STOP_MS_MAX = 9_500;

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

let launch: Launch | undefined;
let endingSince: number | undefined;

/** Stops everything and exits; a second wish, or too long a wait, ends what is left by force. */
async function end(exitCode: number, why: string): Promise<void> {
  if (endingSince !== undefined) {
    if (performance.now() - endingSince > SECOND_WISH_AFTER_MS) force(exitCode);
    return;
  }
  endingSince = performance.now();
  complain(why);
  setTimeout(() => force(exitCode === 0 ? 1 : exitCode), STOP_MS_MAX).unref();
  await launch?.stop();
  complain('Stopped.');
  process.exit(exitCode);
}

function force(exitCode: number): never {
  for (const pid of launch?.pids() ?? []) signalProcess(pid, 'SIGKILL');
  process.exit(exitCode);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), DEFAULT_DATA_DIR, process.cwd());
  if (options === undefined) {
    write(HELP);
    process.exit(0);
  }
  launch = new Launch({
    ...options,
    environment: readLauncherEnvironment(process.env),
    write,
    onGivenUp: (error) => void end(1, error.message),
  });
  await launch.start();
}

process.on('SIGINT', () => void end(0, '\nStopping …'));
process.on('SIGTERM', () => void end(0, 'Stopping …'));
process.on('SIGHUP', () => void end(0, 'Stopping …'));
process.on('disconnect', () => void end(1, 'The command that started this is gone: stopping …'));
// A terminal that was closed takes no more words; that must not keep us from stopping.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  await main();
} catch (error) {
  const text =
    error instanceof StartError
      ? error.message
      : `The start failed: ${error instanceof Error ? error.stack : String(error)}`;
  if (endingSince === undefined) void end(1, text);
}
