#!/usr/bin/env node
/**
 * What `npm start` and `npm test` run. Works on Node 20 and before anything is installed: it installs and builds what is
 * missing, then runs the real command under the Node 24 that the project brings. Speaks on stderr only.
 *
 *   node tools/launcher/bootstrap.mjs start [options]      everything, with a demo organisation
 *   node tools/launcher/bootstrap.mjs test [words]         what CI runs
 *   node tools/launcher/bootstrap.mjs run FILE [options]   a compiled command, e.g. of tools/bench
 *   node tools/launcher/bootstrap.mjs run-web FILE [...]   one that needs the dashboard
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDigest, readStamp, writeStamp } from './build-stamp.mjs';
import { withCheckoutLock } from './checkout-lock.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const MODULES = join(ROOT, 'node_modules');
const COMMANDS = {
  start: 'tools/launcher/dist/main.js',
  test: 'tools/checks/dist/all/main.js',
};
const OLDEST_NODE = 20;
const NEEDED_NODE = 24;

/** Ends with one sentence. */
class Refusal extends Error {}

const say = (text) => process.stderr.write(`${text}\n`);
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function main() {
  const [command, ...rest] = process.argv.slice(2);
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new Refusal(`Node ${OLDEST_NODE} or newer is needed; this is ${process.version}.`);
  }
  const runs = command === 'run' || command === 'run-web';
  const [file, options] = runs ? [rest[0], rest.slice(1)] : [COMMANDS[command ?? ''], rest];
  if (file === undefined) throw new Refusal('Usage: bootstrap.mjs start|test [options], or run|run-web FILE [options]');
  forgetReadyFile(options);
  const node = await withCheckoutLock(join(ROOT, '.gatewayops'), say, async () => {
    await install();
    await build();
    const needsWeb = command === 'run-web' || (command === 'start' && !rest.includes('--no-web'));
    if (needsWeb && !rest.includes('--help')) await buildWeb();
    return findNode();
  });
  return runCommand(node, join(ROOT, file), options);
}

/** A ready file that a crash left behind must not pass for an answer to this start, however long it installs. */
function forgetReadyFile(options) {
  const at = options.findIndex((option) => option === '--ready-file' || option.startsWith('--ready-file='));
  const file = at < 0 ? undefined : (options[at].split('=')[1] ?? options[at + 1]);
  if (file !== undefined) rmSync(resolve(file), { force: true });
}

/** Installs when node_modules is absent, was cut short, or is not what package-lock.json says. */
async function install() {
  const reason = whyInstall();
  if (reason === undefined) return;
  say(`Installing packages (${reason}); about 1 GB on disk, one to three minutes …`);
  const startedAt = performance.now();
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const args = [
    ...npm.slice(1),
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const { code, output } = await runQuietly(npm[0], args, 'still installing');
  if (code !== 0) {
    if (/ENOSPC/.test(output))
      throw new Refusal(`The disk that holds ${ROOT} is full: packages could not be installed.`);
    say(output.trim());
    throw new Refusal('npm ci failed; what it said is above.');
  }
  say(`Installed in ${seconds(startedAt)}.`);
}

/** Compares what is installed with what is locked, package by package: time stamps change with every checkout. */
function whyInstall() {
  const installed = readJson(join(MODULES, '.package-lock.json'))?.packages;
  if (installed === undefined) return existsSync(MODULES) ? 'an earlier installation was cut short' : 'first start';
  const locked = readJson(join(ROOT, 'package-lock.json'))?.packages ?? {};
  for (const [path, wanted] of Object.entries(locked)) {
    if (!path.includes('node_modules/')) continue;
    if (wanted.link) {
      if (!existsSync(join(ROOT, path))) return `${wanted.resolved} is new`;
      continue;
    }
    const found = installed[path];
    if (
      found === undefined ? !wanted.optional && !wanted.devOptional && !wanted.peer : found.version !== wanted.version
    ) {
      return `${path.slice(path.lastIndexOf('node_modules/') + 13)} ${wanted.version} is new`;
    }
  }
  return undefined;
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The compiler finds out itself what changed; it is not even asked when nothing did. */
async function build() {
  const stamp = join(ROOT, '.gatewayops', 'build.stamp');
  if (readStamp(stamp) === buildDigest(ROOT)) return;
  const first = !existsSync(join(ROOT, COMMANDS.start));
  const startedAt = performance.now();
  if (first) say('Building …');
  const { code, output } = await runQuietly(
    findNode(),
    [join(MODULES, 'typescript', 'bin', 'tsc'), '-b'],
    'still building',
  );
  if (code !== 0) {
    say(output.trim());
    throw new Refusal('The build failed; what the compiler said is above.');
  }
  writeStamp(stamp, buildDigest(ROOT));
  if (performance.now() - startedAt > 3_000) say(`Built in ${seconds(startedAt)}.`);
}

/** The dashboard, which not every command needs: it says itself whether something changed that it is made of. */
async function buildWeb() {
  const script = join(ROOT, 'apps', 'web', 'build.mjs');
  if ((await runQuietly(findNode(), [script, '--is-built'], 'still looking')).code === 0) return;
  say('Building the dashboard; half a minute to two …');
  const startedAt = performance.now();
  const { code, output } = await runQuietly(findNode(), [script], 'still building the dashboard');
  if (code !== 0) {
    say(output.trim());
    throw new Refusal('The dashboard could not be built; what its compiler said is above.');
  }
  say(`Built the dashboard in ${seconds(startedAt)}.`);
}

/** Node 24 or newer: our own if it is, else the one among the packages. */
function findNode() {
  const packaged = join(MODULES, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return process.execPath;
  throw new Refusal(
    `There is no Node ${NEEDED_NODE} for ${process.platform}-${process.arch} among the packages: install it.`,
  );
}

/** Runs to the end, keeping what was said; every ten seconds a word that it is still at work. */
function runQuietly(command, args, stillAtWork) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const forward = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    let output = '';
    const collect = (chunk) => (output = (output + chunk).slice(-20_000));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const ticker = setInterval(() => say(`  … ${stillAtWork} (${seconds(startedAt)})`), 10_000);
    const finish = () => {
      clearInterval(ticker);
      for (const signal of signals) process.off(signal, forward);
    };
    child.once('error', (error) => {
      finish();
      reject(new Refusal(`${command} could not be run: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      finish();
      if (signal !== null) reject(new Refusal(`Stopped by ${signal}.`));
      else resolve({ code, output });
    });
  });
}

/**
 * The command itself, with our terminal. Signals are passed on; when we are killed it sees its channel close and ends.
 * Resolves with the exit code.
 */
function runCommand(node, file, options) {
  const child = spawn(node, [file, ...options], {
    cwd: process.cwd(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: [join(MODULES, '.bin'), process.env.PATH ?? ''].join(delimiter),
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(MODULES, '.cache', 'gatewayops-compile'),
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  endWithNpm(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1)));
  });
}

/** npm that is killed by SIGKILL passes nothing on: then we, or the shell between it and us, have another parent. */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const shell = parentOf(parent, ['sh', 'bash', 'dash']);
  setInterval(() => {
    if (process.ppid !== parent || parentOf(parent, ['sh', 'bash', 'dash']) !== shell) child.kill('SIGTERM');
  }, 500).unref();
}

/** The parent of process `pid` if that is one of `programs`. */
function parentOf(pid, programs) {
  try {
    const [, name, parent] = /\((.*)\) \w (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
    return programs.includes(name) ? parent : undefined;
  } catch {
    return undefined;
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    say(error instanceof Refusal ? error.message : String(error?.stack ?? error));
    process.exit(1);
  },
);
