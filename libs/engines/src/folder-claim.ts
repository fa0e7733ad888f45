import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeWhole } from './private-files.js';
import { processIdentity } from './processes.js';
import { StartError } from './start-error.js';

/**
 * Notes in `folder` that this process uses it. Another live process that holds it is refused; a note of a process that
 * died, or of another boot of the machine, is taken over.
 * @throws StartError naming the process that holds the folder.
 */
export async function claimFolder(folder: string): Promise<void> {
  const path = join(folder, 'owner.json');
  const note = await readIfThere(path);
  if (note !== undefined) {
    const owner = parseOwner(note);
    if (owner && owner.pid !== process.pid && processIdentity(owner.pid) === owner.identity) {
      throw new StartError(
        `${folder} is in use by another GatewayOps (process ${owner.pid}): stop it, or choose another folder with --data-dir.`,
      );
    }
  }
  await writeWhole(path, JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }));
}

/** Gives the folder up, for another process to claim. */
export async function releaseFolder(folder: string): Promise<void> {
  await rm(join(folder, 'owner.json'), { force: true });
}

function parseOwner(note: string): { pid: number; identity: string } | undefined {
  try {
    const value = JSON.parse(note) as { pid?: unknown; identity?: unknown };
    if (typeof value.pid !== 'number' || typeof value.identity !== 'string') return undefined;
    return { pid: value.pid, identity: value.identity };
  } catch {
    return undefined;
  }
}
