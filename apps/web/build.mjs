#!/usr/bin/env node
/**
 * Builds the dashboard: `next build`, then what the standalone folder lacks (static files, the front). It is left out when
 * nothing changed that it reads. The front itself is built by `tsc -b`, before.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(WEB, '..', '..');
const BUILT = join(WEB, '.next');
const STAMP = join(BUILT, 'gatewayops.stamp');
const STANDALONE = join(BUILT, 'standalone', 'apps', 'web');
const SETTINGS = ['next.config.mjs', 'postcss.config.mjs', 'tsconfig.json', 'package.json', 'build.mjs'];

/** Everything that a build reads, by content: a checkout changes times. */
function digest() {
  const hash = createHash('sha256');
  const add = (path) => hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  for (const name of SETTINGS) add(join(WEB, name));
  for (const name of ['tokens.css', 'icon.svg']) add(join(ROOT, 'libs', 'design', name));
  add(join(ROOT, 'package-lock.json'));
  const libraries = ['contracts', 'design'].map((name) => join(ROOT, 'libs', name));
  for (const folder of [join(WEB, 'src'), ...libraries.map((library) => join(library, 'src'))]) {
    for (const name of readdirSync(folder, { recursive: true }).toSorted()) {
      const path = join(folder, name);
      if (statSync(path).isFile() && !/\.spec\.tsx?$/.test(name)) add(path);
    }
  }
  return hash.digest('hex');
}

function run(args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
    const child = spawn(process.execPath, args, { cwd: WEB, env, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

const wanted = digest();
const isBuilt = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted;
if (process.argv.includes('--is-built')) process.exit(isBuilt ? 0 : 3);
if (!isBuilt) {
  const code = await run([join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build']);
  if (code !== 0) process.exit(code);
  mkdirSync(join(STANDALONE, '.next'), { recursive: true });
  cpSync(join(BUILT, 'static'), join(STANDALONE, '.next', 'static'), { recursive: true });
  cpSync(join(WEB, 'dist'), join(STANDALONE, 'dist'), { recursive: true });
  writeFileSync(STAMP, wanted);
}
