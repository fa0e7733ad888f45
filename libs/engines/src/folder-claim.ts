import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIfThere, writeWhole } from './private-files.js';
import { processIdentity } from './processes.js';
import { StartError } from './start-error.js';

const ENDING_WAIT_MS = 15_000;
/** Between the death of a launcher's parent and the launcher's note that it ends. */
const NOTICE_WAIT_MS = 1_500;

/**
 * Notes in `folder` that this process uses it. Another live process that holds it is refused; a note of a process that
 * died, or of another boot of the machine, is taken over. One that says it is ending is waited for.
 * @throws StartError naming the process that holds the folder.
 */
export async function claimFolder(folder: string): Promise<void> {
  const startedAt = performance.now();
  let owner = await liveOwner(folder);
  while (owner && performance.now() - startedAt < (owner.ending ? ENDING_WAIT_MS : NOTICE_WAIT_MS)) {
    await sleep(100);
    owner = await liveOwner(folder);
  }
  if (owner) {
    throw new StartError(
      `${folder} is in use by another GatewayOps (process ${owner.pid}): stop it, or choose another folder with --data-dir.`,
    );
  }
  await writeNote(folder, false);
}

/** Tells a start that waits for the folder that it will soon be free. */
export async function announceEnd(folder: string): Promise<void> {
  await writeNote(folder, true);
}

async function writeNote(folder: string, ending: boolean): Promise<void> {
  const note = { pid: process.pid, identity: processIdentity(process.pid), ending };
  await writeWhole(join(folder, 'owner.json'), JSON.stringify(note));
}

interface Owner {
  pid: number;
  identity: string;
  ending: boolean;
}

/** The other process that holds the folder and lives. */
async function liveOwner(folder: string): Promise<Owner | undefined> {
  const note = await readIfThere(join(folder, 'owner.json'));
  const owner = note === undefined ? undefined : parseOwner(note);
  if (!owner || owner.pid === process.pid || processIdentity(owner.pid) !== owner.identity) return undefined;
  return owner;
}

/** Gives the folder up, for another process to claim. */
export async function releaseFolder(folder: string): Promise<void> {
  await rm(join(folder, 'owner.json'), { force: true });
}

function parseOwner(note: string): Owner | undefined {
  try {
    const { pid, identity, ending } = JSON.parse(note) as Partial<Record<keyof Owner, unknown>>;
    if (typeof pid !== 'number' || typeof identity !== 'string') return undefined;
    return { pid, identity, ending: ending === true };
  } catch {
    return undefined;
  }
}
