import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fetchDebianPackages } from '@gatewayops/engines';

export interface NginxProgram {
  command: string;
  env: NodeJS.ProcessEnv;
}

const PLACES = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx', '/usr/local/bin/nginx'];
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

/** The machine's nginx, or the distribution's, fetched into `cacheDir` without being installed. */
export async function findNginx(cacheDir: string): Promise<NginxProgram> {
  const installed = PLACES.find((path) => existsSync(path));
  if (installed !== undefined) return { command: installed, env: ENVIRONMENT };
  const directory = join(cacheDir, `debian-nginx-${process.arch}`);
  await fetchDebianPackages({ packages: ['nginx', 'libpcre2-8-0', 'libssl3', 'zlib1g', 'libcrypt1'], directory });
  const program = {
    command: join(directory, 'usr', 'sbin', 'nginx'),
    env: { ...ENVIRONMENT, LD_LIBRARY_PATH: libraryFolders(directory).join(':') },
  };
  execFileSync(program.command, ['-v'], { env: program.env, stdio: 'ignore', timeout: 5_000 });
  return program;
}

function libraryFolders(directory: string): string[] {
  return ['lib', join('usr', 'lib')]
    .map((folder) => join(directory, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { withFileTypes: true }).map((entry) => join(folder, entry.name)));
}
