import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/**
 * Keeps a list of process groups, and kills them all when its standard input ends: which it does however the gateway ends,
 * SIGKILL included. A shell of 1 MB, so that nothing is to be installed.
 */
const SCRIPT = `
trap '' INT TERM HUP
groups=' '
while read -r operation group; do
  case $operation in
    add) groups="$groups$group " ;;
    remove) before=\${groups%%" $group "*}; after=\${groups#*" $group "}
      [ "$before" = "$groups" ] || groups="$before $after" ;;
  esac
done
for group in $groups; do kill -9 "-$group" 2>/dev/null; done
`;

/** Ends the process groups of stdio servers when the gateway is no more. Started with the first of them. */
export class GroupWatcher {
  private shell: ChildProcess | null = null;
  private readonly groups = new Set<number>();

  add(group: number): void {
    this.shell ??= this.start();
    this.groups.add(group);
    this.shell.stdin?.write(`add ${group}\n`);
  }

  remove(group: number): void {
    this.groups.delete(group);
    this.shell?.stdin?.write(`remove ${group}\n`);
  }

  /** The shell ends too, and kills what is still on its list. */
  close(): void {
    this.shell?.stdin?.end();
    this.shell = null;
  }

  private start(): ChildProcess {
    // A session of its own: a signal to the gateway's group (Ctrl-C in a terminal) must not end the watcher before its work.
    const shell = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {} });
    shell.stdin?.on('error', () => {});
    shell.on('error', () => {});
    shell.on('exit', () => {
      if (this.shell !== shell) return;
      this.shell = null;
      // Somebody killed it: what it knew is told to another.
      for (const group of this.groups) this.add(group);
    });
    shell.unref();
    (shell.stdin as unknown as { unref?(): void } | null)?.unref?.();
    return shell;
  }
}
