import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from '@gatewayops/engines';

/** The checkout that this launcher belongs to. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Where data are kept unless told otherwise. */
export const DEFAULT_DATA_DIR = join(ROOT, '.gatewayops');

/** A file of an installed package, whatever its manifest exports. @throws StartError when it is not there */
export function packageFile(packageName: string, file: string): string {
  for (const folder of createRequire(import.meta.url).resolve.paths(packageName) ?? []) {
    const path = join(folder, packageName, file);
    if (existsSync(path)) return path;
  }
  throw new StartError(`${packageName} is not installed: run \`npm ci\`.`);
}
