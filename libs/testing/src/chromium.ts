import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fetchDebianPackages, libraryFolders } from '@gatewayops/engines';
import { chromium, type Browser } from 'playwright-core';

const PROGRAMS = ['chromium-headless-shell', 'chromium', 'google-chrome'];
/** Nothing that asks the network on its own, and nothing that a container does not have. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

interface Program {
  executablePath: string;
  env: Record<string, string>;
}

/**
 * A browser for tests: the machine's own Chromium, or, on Debian and Ubuntu, the distribution's, fetched into the cache without
 * root and without installing it. The first fetch is a download of some 150 MB.
 */
export async function startChromium(): Promise<Browser> {
  return chromium.launch({ ...(onPath() ?? (await fetched())), args: FLAGS });
}

const environment = (more: Record<string, string> = {}): Record<string, string> => {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(own), ...more };
};

function onPath(): Program | null {
  for (const name of PROGRAMS)
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const executablePath = join(folder, name);
      if (folder !== '' && existsSync(executablePath)) return { executablePath, env: environment() };
    }
  return null;
}

async function fetched(): Promise<Program> {
  const directory = join(homedir(), '.cache', 'gatewayops', `debian-chromium-${process.arch}`);
  await fetchDebianPackages({ packages: ['chromium-headless-shell'], directory, withDependencies: true });
  const fonts = existsSync(join(directory, 'etc/fonts/fonts.conf')) ? { FONTCONFIG_SYSROOT: directory } : {};
  const env = environment({ LD_LIBRARY_PATH: await libraryFolders(directory), ...fonts });
  return { executablePath: join(directory, 'usr/lib/chromium/chromium-headless-shell'), env };
}
