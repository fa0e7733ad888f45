import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const TIMEOUT_MS = 30_000;
/** What axe calls serious, and worse. */
const SERIOUS = new Set(['serious', 'critical']);
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export interface Look {
  readonly theme: 'light' | 'dark';
  readonly widthPx: number;
}

export interface Visit {
  /** Largest contentful paint, in ms from the start of the navigation. */
  lcpMs: number;
  /** Scripts that the page itself names, as they came over the wire. */
  scriptBytes: number;
  /** With what is fetched for what may be opened next, and for what is drawn after the first load. */
  scriptBytesLater: number;
  /** Errors of the console and requests that failed. */
  troubles: string[];
  /** Requests to any other host. */
  strangers: string[];
  /** Rules of axe with what they found fault with. */
  axe: string[];
  /** How far the page is wider than its window. */
  overflowPx: number;
}

export interface SignedInBrowser {
  readonly browser: Browser;
  readonly origin: string;
  readonly storage: Awaited<ReturnType<BrowserContext['storageState']>>;
}

/** Opens one page as somebody would who has never been there: no cache. `screenshot`: where a picture of it goes. */
export async function visit(
  { browser, origin, storage }: SignedInBrowser,
  path: string,
  look: Look,
  options: { axe: boolean; screenshot?: string },
): Promise<Visit> {
  const context = await browser.newContext({
    storageState: storage,
    colorScheme: look.theme,
    viewport: { width: look.widthPx, height: 900 },
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    const found = await listen(page, origin);
    await page.goto(origin + path, { waitUntil: 'load', timeout: TIMEOUT_MS });
    await settle(page);
    const { lcpMs, overflowPx } = await measure(page);
    if (options.screenshot !== undefined) await page.screenshot({ path: options.screenshot, fullPage: true });
    const axe = options.axe ? await runAxe(page) : [];
    return { lcpMs, overflowPx, axe, ...found() };
  } finally {
    await context.close();
  }
}

async function listen(page: Page, origin: string) {
  const troubles: string[] = [];
  const strangers: string[] = [];
  let scriptBytes = 0;
  let scriptBytesLater = 0;
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text().slice(0, 300));
  });
  page.on('pageerror', (error) => troubles.push(String(error).slice(0, 300)));
  page.on('requestfailed', (request) => {
    // A page that prefetches gives up what it no longer needs.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') troubles.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()} ${response.url()}`);
  });
  const wire = await page.context().newCDPSession(page);
  const scripts = new Map<string, boolean>();
  await wire.send('Network.enable');
  wire.on('Network.requestWillBeSent', ({ requestId, type, initiator }) => {
    if (type === 'Script') scripts.set(requestId, initiator.type === 'parser');
  });
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.get(requestId) === true) scriptBytes += encodedDataLength;
    else if (scripts.has(requestId)) scriptBytesLater += encodedDataLength;
  });
  return () => ({ troubles, strangers, scriptBytes, scriptBytesLater });
} // prettier-ignore

/** Data that comes after the page; what polls never ends. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
  await page.waitForSelector('[data-skeleton]', { state: 'detached', timeout: 10_000 }).catch(() => undefined);
}

/** In the page, whose globals are not ours. */
const MEASURES = `new Promise((resolve) => {
  let latest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) latest = Math.max(latest, entry.startTime);
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  const { scrollWidth, clientWidth } = document.documentElement;
  setTimeout(() => resolve({ lcpMs: Math.round(latest), overflowPx: scrollWidth - clientWidth }), 100);
})`;

const measure = (page: Page) => page.evaluate(MEASURES) as Promise<{ lcpMs: number; overflowPx: number }>;

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { target: unknown[] }[] }[];
}

async function runAxe(page: Page): Promise<string[]> {
  // By the debugger and not as a script of the page, whose policy lets in none of another's.
  await page.evaluate(await readAxe());
  const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResult;
  return violations
    .filter(({ impact }) => SERIOUS.has(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => String(target)).join(' | ')}`);
} // prettier-ignore

let axeSource: Promise<string> | undefined;
const readAxe = (): Promise<string> =>
  (axeSource ??= import('node:fs/promises').then((fs) => fs.readFile(AXE, 'utf8')));
