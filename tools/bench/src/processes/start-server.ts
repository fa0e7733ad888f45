import { choosePort, waitUntil } from '@gatewayops/engines';
import { isListening, type RunningServer } from '../nginx/start-nginx.js';
import { startPinned } from './pinned.js';

/** One of our scripts that listens on the port that is its first argument, in a process of its own. @throws Error when it does not */
export async function startServer(
  what: string,
  script: string,
  args: string[],
  cpu: number | null,
): Promise<RunningServer> {
  const port = await choosePort(undefined, what);
  const process = await startPinned({ script, args: [String(port), ...args], cpu });
  if (!(await waitUntil(() => isListening(port), { timeoutMs: 10_000 }))) {
    await process.stop();
    throw new Error(`${what} does not answer`);
  }
  return { port, process };
}
