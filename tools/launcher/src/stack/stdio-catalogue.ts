import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { explainFileError, writeWhole } from '@gatewayops/engines';
import { packageFile } from '../places.js';

export interface DemoPlaces {
  catalogPath: string;
  filesFolder: string;
}

/**
 * The operator's catalogue for one machine: the official file system server, held to a folder of the data directory, and
 * the official memory server with its file there. Written anew at each start, since paths may have moved.
 */
export async function writeStdioCatalogue(dataDir: string): Promise<DemoPlaces> {
  const filesFolder = join(dataDir, 'demo-files');
  const catalogPath = join(dataDir, 'stdio-catalogue.json');
  const catalogue = {
    entries: {
      filesystem: {
        command: process.execPath,
        args: [packageFile('@modelcontextprotocol/server-filesystem', 'dist/index.js'), '{root}'],
        arguments: {
          root: { pattern: `${escaped(filesFolder)}(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*`, default: filesFolder },
        },
      },
      memory: {
        command: process.execPath,
        args: [packageFile('@modelcontextprotocol/server-memory', 'dist/index.js')],
        environment: { MEMORY_FILE_PATH: join(dataDir, 'demo-memory.jsonl') },
      },
    },
  };
  try {
    await mkdir(filesFolder, { recursive: true });
    const welcome = join(filesFolder, 'welcome.txt');
    if (!existsSync(welcome)) await writeFile(welcome, 'This file was read through GatewayOps.\n');
  } catch (error) {
    throw explainFileError(error, filesFolder);
  }
  await writeWhole(catalogPath, `${JSON.stringify(catalogue, null, 2)}\n`);
  return { catalogPath, filesFolder };
}

/** For a regular expression with the `u` flag, which refuses an escape that is not needed. */
function escaped(path: string): string {
  return path.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
