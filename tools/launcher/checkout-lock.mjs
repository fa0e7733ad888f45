import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const WAIT_MS_MAX = 20 * 60_000;

/** The boot and the clock tick at which a process started: a process id alone may have been given to another. */
function identityOf(pid) {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return undefined;
  }
}

function holderOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** True when the lock is ours now. A hard link appears whole or not at all, and never over another. */
function tryLock(path) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the lock of a holder that died. Another may have done so and locked since: then its lock is put back. */
function takeAway(path, dead) {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
    if (holderOf(aside)?.identity !== dead.identity) linkSync(aside, path);
  } catch {
    // Somebody else was faster.
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Runs `work` while no other command of this checkout installs or builds. A lock whose holder died is taken over;
 * where nothing can be written, nothing can be installed either, and no lock is needed.
 */
export async function withCheckoutLock(folder, say, work) {
  const path = join(folder, 'checkout.lock');
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    return work();
  }
  const deadline = performance.now() + WAIT_MS_MAX;
  let told = false;
  while (!tryLock(path)) {
    const holder = holderOf(path);
    if (holder !== undefined && identityOf(holder.pid) !== holder.identity) {
      takeAway(path, holder);
      continue;
    }
    if (performance.now() > deadline) throw new Error(`${path} is held by process ${holder?.pid} for too long.`);
    if (!told) say(`Waiting for process ${holder?.pid ?? '?'}, which installs or builds in this checkout …`);
    told = true;
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
