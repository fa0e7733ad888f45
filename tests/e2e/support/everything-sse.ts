import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePorts, packageFile, ROOT } from '@gatewayops/tool-launcher';

const START_MS = 15_000;

/** The official `server-everything` over HTTP+SSE, the transport of 2024-11-05; it answers when this resolves. */
export async function startEverythingSse(): Promise<{ url: string; stop(): Promise<void> }> {
  const { everything: port } = await freePorts();
  const program = packageFile('@modelcontextprotocol/server-everything', 'dist/transports/sse.js');
  const child = spawn(process.execPath, [join(ROOT, 'tools/launcher/dist/everything-server.js'), program], {
    env: { PORT: String(port) },
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}/sse`;
  const endsAtMs = performance.now() + START_MS;
  // It knows no POST there, and says so.
  const answers = (): Promise<boolean> => fetch(url, { method: 'POST' }).then(({ status }) => status === 404, () => false); // prettier-ignore
  while (!(await answers())) {
    if (performance.now() > endsAtMs) throw new Error('server-everything does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return { url, stop };
}
