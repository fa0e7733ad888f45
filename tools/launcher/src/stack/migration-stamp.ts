import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeWhole } from '@gatewayops/engines';
import { ROOT } from '../places.js';
import type { MigratedName } from './services.js';

/** Remembers which files of a service were last applied to which database. */
export class MigrationStamp {
  readonly #path: string;
  readonly #folders: string[];
  readonly #databaseIdentity: string | undefined;

  constructor(dataDir: string, service: MigratedName, databaseIdentity: string | undefined) {
    this.#path = join(dataDir, 'migrations', `${service}.stamp`);
    this.#folders = [
      join(ROOT, 'apps', service, 'migrations'),
      join(ROOT, 'apps', service, 'dist'),
      join(ROOT, 'libs', 'postgres', 'dist'),
    ];
    this.#databaseIdentity = databaseIdentity;
  }

  /** False for a database that somebody else runs: what was done to it meanwhile, nobody knows. */
  async matches(): Promise<boolean> {
    return this.#databaseIdentity !== undefined && (await readIfThere(this.#path)) === (await this.#digest());
  }

  async write(): Promise<void> {
    if (this.#databaseIdentity !== undefined) await writeWhole(this.#path, await this.#digest());
  }

  async #digest(): Promise<string> {
    const hash = createHash('sha256').update(`${this.#databaseIdentity}\n`);
    for (const folder of this.#folders) {
      const names = (await readdir(folder, { recursive: true })).toSorted();
      const facts = await Promise.all(names.map(async (name) => ({ name, info: await stat(join(folder, name)) })));
      for (const { name, info } of facts)
        if (info.isFile()) hash.update(`${folder}/${name}\0${info.size}\0${info.mtimeMs}\n`);
    }
    return hash.digest('hex');
  }
}
