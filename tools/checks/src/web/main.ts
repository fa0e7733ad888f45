import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { progress, ROOT, runJudged, type Findings, type Workplace } from '@gatewayops/tool-launcher';
import { pagesToVisit } from './pages.js';
import { System } from './system.js';
import { visit, type Look, type SignedInBrowser, type Visit } from './visit.js';

const CALLS = { full: 200_000, quick: 5_000 };
const LCP_MS_MAX = 1_200;
const SCRIPT_BYTES_MAX = 250 * 1_024;
/** A page is timed as often, and its middle time counts: other things run on the machine, too. */
const TIMED = 3;
const LOOKS: readonly Look[] = [
  { theme: 'light', widthPx: 1_440 },
  { theme: 'dark', widthPx: 1_440 },
  { theme: 'light', widthPx: 360 },
  { theme: 'dark', widthPx: 360 },
];

const USAGE = `Usage: npm run check:web -- [options]

Opens every page of the dashboard in Chromium, against all of GatewayOps with ${CALLS.full.toLocaleString('en')} calls of the last four weeks:
largest contentful paint under ${LCP_MS_MAX} ms, at most ${SCRIPT_BYTES_MAX / 1_024} kB of scripts, no error on the console, no failed request, none to another
host, nothing serious that axe finds, nothing wider than its window; in both themes, at 1440 and 360 px.

Options
  --calls N   how many calls there are (default: ${CALLS.full})
  --quick     ${CALLS.quick} calls
  --screens   pictures of all pages into dist/screens
  --help      this text

Progress goes to stderr; the last line of stdout is {"ok": …, "figures": …}.`;

interface Options {
  calls: number;
  screens: string | null;
}

function parse(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      calls: { type: 'string' },
      quick: { type: 'boolean' },
      screens: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return null;
  const calls = Number(values.calls ?? (values.quick ? CALLS.quick : CALLS.full));
  if (!Number.isInteger(calls) || calls < 1) throw new Error('--calls is a whole number from 1.');
  return { calls, screens: values.screens ? join(ROOT, 'dist/screens') : null };
}

async function check({ calls, screens }: Options, { folder }: Workplace, findings: Findings): Promise<boolean> {
  if (screens !== null) await mkdir(screens, { recursive: true });
  progress('starting all of it, with the dashboard');
  const system = await System.start(folder);
  try {
    progress(`publishing ${calls} calls`);
    await system.fill(calls);
    const browser = await system.signIn();
    let allOk = true;
    for (const { route, path } of await pagesToVisit(await system.examples())) {
      const faults = await faultsOf(browser, { route, path, screens }, findings);
      allOk &&= faults.length === 0;
      findings.lines.push(`${faults.length === 0 ? 'ok    ' : 'FAILED'} ${route}${faults.map((fault) => `\n         ${fault}`).join('')}`);
      progress(findings.lines.at(-1)!);
    }
    return allOk;
  } finally {
    await system.stop();
  }
} // prettier-ignore

interface Subject {
  route: string;
  path: string;
  screens: string | null;
}

async function faultsOf(browser: SignedInBrowser, { route, path, screens }: Subject, { figures }: Findings) {
  const timed: Visit[] = [];
  for (let n = 0; n < TIMED; n++) timed.push(await visit(browser, path, LOOKS[0]!, { axe: false }));
  const lcpMs = timed.map((one) => one.lcpMs).toSorted((a, b) => a - b)[Math.floor(TIMED / 2)]!;
  const scriptBytes = Math.max(...timed.map((one) => one.scriptBytes));
  const kb = (bytes: number) => Math.round(bytes / 102.4) / 10;
  const scriptKbLater = kb(Math.max(...timed.map((one) => one.scriptBytesLater)));
  figures[route] = { lcpMs, scriptKb: kb(scriptBytes), scriptKbLater };
  const faults = new Set<string>();
  if (lcpMs === 0 || lcpMs > LCP_MS_MAX) faults.add(`largest contentful paint after ${lcpMs} ms`);
  if (scriptBytes === 0 || scriptBytes > SCRIPT_BYTES_MAX) faults.add(`${Math.round(scriptBytes / 1_024)} kB of scripts`);
  for (const look of LOOKS) {
    const screenshot = screens === null ? {} : { screenshot: join(screens, fileOf(route, look)) };
    timed.push(await visit(browser, path, look, { axe: true, ...screenshot }));
  }
  for (const { troubles, strangers, axe, overflowPx } of timed) {
    for (const fault of [...troubles, ...strangers.map((url) => `asks ${url}`), ...axe.map((rule) => `axe: ${rule}`)]) faults.add(fault);
    if (overflowPx > 0) faults.add(`wider than its window by ${overflowPx} px`);
  }
  return [...faults];
} // prettier-ignore

const fileOf = (route: string, { theme, widthPx }: Look): string =>
  `${route === '/' ? 'overview' : route.slice(1).replaceAll(/[/[\]]+/g, '-').replace(/-$/, '')}-${theme}-${widthPx}.png`; // prettier-ignore

await runJudged({ name: 'web', usage: USAGE, parse, run: check });
