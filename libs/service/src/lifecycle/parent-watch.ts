import { fstatSync } from 'node:fs';

const PARENT_CHECK_MS = 1_000;

/** Whether stdin is held open by a parent, rather than by a terminal or `/dev/null`. */
function stdinIsPipe(): boolean {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket();
  } catch {
    return false;
  }
}

/** Calls `ended` once when the parent process is gone: its IPC channel or our stdin closed, or we have another parent. */
export function watchParent(ended: () => void): void {
  let told = false;
  const tell = () => {
    if (!told) ended();
    told = true;
  };
  if (process.connected) process.once('disconnect', tell);
  if (stdinIsPipe()) process.stdin.once('end', tell).once('close', tell).once('error', tell).resume();
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && tell(), PARENT_CHECK_MS).unref();
}
