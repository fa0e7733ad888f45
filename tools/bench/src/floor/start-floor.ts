import { fileURLToPath } from 'node:url';
import { choosePort, waitUntil } from '@gatewayops/engines';
import { isListening, type RunningServer } from '../nginx/start-nginx.js';
import { startPinned } from '../processes/pinned.js';

/** The proxy that the gateway is compared with, in a process of its own. */
export async function startFloor(upstreamPort: number, cpu: number | null): Promise<RunningServer> {
  const port = await choosePort(undefined, 'the floor proxy');
  const script = fileURLToPath(new URL('./main.js', import.meta.url));
  const process = await startPinned({ script, args: [String(port), String(upstreamPort)], cpu });
  if (!(await waitUntil(() => isListening(port), { timeoutMs: 10_000 }))) {
    await process.stop();
    throw new Error('The floor proxy does not answer');
  }
  return { port, process };
}
