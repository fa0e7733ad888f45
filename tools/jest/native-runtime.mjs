import { createRequire } from 'node:module';
import { beginFile, importForFile, setJestGlobals } from './native-modules.mjs';

const require = createRequire(import.meta.url);

/**
 * Stands in for jest-runtime (`runtime` in jest.config.mjs), whose module registry compiles every package anew for every
 * test file: here Node itself loads them. All else is Jest's: workers, transforms, hooks, timeouts and reports.
 */
export default class NativeRuntime {
  #environment;
  #transformer;
  #folders;
  #sourceMaps = new Map();

  constructor({ rootDir, cwd }, environment, ...[, transformer, , coverage]) {
    if (coverage.collectCoverage) throw new Error('Coverage is measured by Node: set NODE_V8_COVERAGE instead.');
    this.#environment = environment;
    this.#transformer = transformer;
    this.#folders = { rootDir, cwd };
    beginFile((path, url) => this.#transform(path, url));
  }

  #transform(path, url) {
    const { code, sourceMapPath } = this.#transformer.transform(path, {
      ...this.#folders,
      isInternalModule: false,
      supportsDynamicImport: true,
      supportsExportNamespaceFrom: true,
      supportsStaticESM: true,
      supportsTopLevelAwait: true,
    });
    if (sourceMapPath) this.#sourceMaps.set(url, sourceMapPath);
    return code;
  }

  /** Of each address that was transformed, for stacks in failures. */
  getSourceMaps() {
    return this.#sourceMaps;
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return importForFile(path);
  }

  /** Jest's framework holds the tests of one file, and is therefore loaded anew for each. */
  requireInternalModule(path) {
    delete require.cache[path];
    return require(path);
  }

  requireModule(path) {
    return require(path);
  }

  setGlobalsForRuntime(globals) {
    setJestGlobals({ ...globals, jest: jestObject(this.#environment) });
  }

  enterTestCode() {}

  leaveTestCode() {}

  teardown() {}

  getAllCoverageInfoCopy() {}
}

/** The part of `jest` that needs no module registry: what replaces modules cannot be had. */
function jestObject({ moduleMocker, fakeTimersModern: timers }) {
  const chained = (change) => (value) => {
    change(value);
    return jest;
  };
  const own = {
    fn: (implementation) => moduleMocker.fn(implementation),
    spyOn: (...target) => moduleMocker.spyOn(...target),
    clearAllMocks: chained(() => moduleMocker.clearAllMocks()),
    resetAllMocks: chained(() => moduleMocker.resetAllMocks()),
    restoreAllMocks: chained(() => moduleMocker.restoreAllMocks()),
    setTimeout: chained((timeoutMs) => (globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = timeoutMs)),
    useFakeTimers: chained((options) => timers.useFakeTimers(options)),
    useRealTimers: chained(() => timers.useRealTimers()),
    setSystemTime: (now) => timers.setSystemTime(now),
    advanceTimersByTime: (timeMs) => timers.advanceTimersByTime(timeMs),
    advanceTimersByTimeAsync: (timeMs) => timers.advanceTimersByTimeAsync(timeMs),
    runAllTimers: () => timers.runAllTimers(),
    runAllTimersAsync: () => timers.runAllTimersAsync(),
    getTimerCount: () => timers.getTimerCount(),
  };
  const jest = new Proxy(own, {
    get(target, name) {
      if (name in target || typeof name === 'symbol' || name === 'then') return target[name];
      throw new Error(`jest.${name} is not to be had in these tests: see tools/jest/native-runtime.mjs.`);
    },
  });
  return jest;
}
