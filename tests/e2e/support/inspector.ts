import { spawn } from 'node:child_process';
import { packageFile } from '@gatewayops/tool-launcher';

const TIMEOUT_MS = 30_000;

export interface Inspected {
  /** 0 done, 3 the credential is refused, 4 unreachable, 5 the tool failed. */
  readonly code: number | null;
  readonly json: { result?: Record<string, unknown>; error?: Record<string, unknown> };
  readonly stderr: string;
}

/** Runs the command line of the MCP Inspector to its end. @param home where it may keep what it wants to */
export async function inspect(url: URL, key: string, home: string, options: readonly string[]): Promise<Inspected> {
  const program = packageFile('@modelcontextprotocol/inspector', 'clients/launcher/build/index.js');
  const fixed = ['--cli', url.href, '--transport', 'http', '--format', 'json', '--stored-auth-only', '--quiet'];
  const args = [program, ...fixed, '--header', `Authorization: Bearer ${key}`, ...options];
  const child = spawn(process.execPath, args, { env: { HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  return { code, json: parse(stdout), stderr };
}

function parse(text: string): Inspected['json'] {
  try {
    return JSON.parse(text) as Inspected['json'];
  } catch {
    return {};
  }
}
