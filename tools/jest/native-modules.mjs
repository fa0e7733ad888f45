import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = new URL('../../', import.meta.url).href;
const JEST_GLOBALS = 'jest-globals:';
/** Where the module `jest-globals:` finds what it exports. */
const GLOBALS_KEY = Symbol.for('gatewayops.jest-globals');

/** The test file that is being run. */
let current;

/**
 * From now on Node's loader loads for the next test file of this process: packages once and for all, every file of this
 * checkout, source or build, anew, as its address ends in `?spec=N`. No test file sees what another did to our modules.
 * `transform` makes JavaScript of the TypeScript file at a path.
 */
export function beginFile(transform) {
  if (current === undefined) registerHooks({ resolve, load });
  const number = (current?.number ?? 0) + 1;
  current = { number, query: `?spec=${number}`, transform, globals: {} };
}

/** What the test file gets from `@jest/globals`. */
export function setJestGlobals(globals) {
  current.globals = globals;
}

export const importForFile = (path) => import(`${pathToFileURL(path).href}${current.query}`);

function resolve(specifier, context, next) {
  const query = queryOf(context.parentURL);
  if (query === undefined) return next(specifier, context);
  if (specifier === '@jest/globals') return { url: `${JEST_GLOBALS}${query}`, format: 'module', shortCircuit: true };
  const found = next(sourceOf(specifier, context.parentURL), context);
  return isOurs(found.url) ? { ...found, url: `${found.url}${query}` } : found;
}

const queryOf = (url = '') => (url.includes('?spec=') ? url.slice(url.indexOf('?')) : undefined);
const isOurs = (url) => url.startsWith(ROOT) && !url.includes('/node_modules/');
const isSource = (url) => isOurs(url) && url.includes('.ts?');

/**
 * Sources import their neighbours as `./x.js`, as Node's resolution asks, or, those of the dashboard, as `./x`, which its
 * bundler resolves; the tests read the TypeScript beside them.
 */
function sourceOf(specifier, parentURL) {
  if (!specifier.startsWith('.') || !isSource(parentURL)) return specifier;
  const name = specifier.replace(/\.js$/, '');
  const candidates = [`${name}.ts`, `${name}/index.ts`];
  return candidates.find((path) => existsSync(new URL(path, parentURL))) ?? specifier;
}

function load(url, context, next) {
  if (url.startsWith(JEST_GLOBALS)) return moduleOf(jestGlobals());
  return isSource(url) ? moduleOf(current.transform(fileURLToPath(url), url)) : next(url, context);
}

const moduleOf = (source) => ({ source, format: 'module', shortCircuit: true });

function jestGlobals() {
  globalThis[GLOBALS_KEY] = current.globals;
  return `export const { ${Object.keys(current.globals).join(', ')} } = globalThis[Symbol.for('${GLOBALS_KEY.description}')];`;
}
