import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readdir, rename, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { judgeProcess, ProcessIdentity, thisProcess } from './process-identity.js';

const OWNER_FILE = 'owner.json';
const SIGN_OF_LIFE_MS = 10_000;
/** Only where the owner's process cannot be seen (another container on the same volume). */
const SILENT_MS_MAX = 10 * 60_000;

/**
 * The folder of one producer in `SPOOL_DIR`. It bears the producer's id and holds `owner.json`, which tells whose it is;
 * no process ever uses it again under that id. Whoever finds that the owner is dead renames the folder to
 * `<own id>+<its name>` and is its owner from then on; a rename succeeds for one only.
 */
export class SpoolFolder {
  readonly path: string;
  readonly #timer: NodeJS.Timeout;

  /** Makes the folder. Throws the system's error where that is not possible: then the service must not start. */
  constructor(
    private readonly spoolDir: string,
    private readonly producerId: string,
  ) {
    this.path = join(spoolDir, producerId);
    // Made under another name first: a folder without an owner would be taken for one of a dead producer.
    const temporary = join(spoolDir, `.${producerId}`);
    mkdirSync(temporary, { recursive: true, mode: 0o700 });
    writeFileSync(join(temporary, OWNER_FILE), JSON.stringify(thisProcess()), { mode: 0o600 });
    renameSync(temporary, this.path);
    this.#timer = setInterval(() => void this.#showLife(), SIGN_OF_LIFE_MS);
    this.#timer.unref();
  }

  /** Takes over the folders of dead producers; returns where they now are. */
  async adoptAbandoned(): Promise<string[]> {
    const names = (await readdir(this.spoolDir)).filter((name) => !name.startsWith('.'));
    const adopted: string[] = [];
    for (const name of names) {
      const owner = name.split('+')[0]!;
      if (owner === this.producerId || (await this.#ownerMayLive(owner))) continue;
      const path = join(this.spoolDir, `${this.producerId}+${name.split('+').at(-1)!}`);
      const taken = await rename(join(this.spoolDir, name), path).then(
        () => true,
        () => false,
      );
      if (taken) adopted.push(path);
    }
    return adopted;
  }

  /** The folder itself is removed by the spool once nothing in it is left to deliver. */
  close(): void {
    clearInterval(this.#timer);
  }

  async #ownerMayLive(owner: string): Promise<boolean> {
    const file = join(this.spoolDir, owner, OWNER_FILE);
    let identity: ProcessIdentity;
    let lastSignMs: number;
    try {
      identity = ProcessIdentity.parse(JSON.parse(readFileSync(file, 'utf8')));
      lastSignMs = (await stat(file)).mtimeMs;
    } catch {
      return false;
    }
    const verdict = judgeProcess(identity);
    return verdict === 'alive' || (verdict === 'unknown' && Date.now() - lastSignMs < SILENT_MS_MAX);
  }

  async #showLife(): Promise<void> {
    const now = new Date();
    await utimes(join(this.path, OWNER_FILE), now, now).catch(() => undefined);
  }
}
