import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

/**
 * What one test file could change under the next in the same process. `Error` is left out: Jest keeps its formatter there,
 * and `Reflect`, which reflect-metadata completes for good.
 */
const BUILT_IN = [Object, Function, Array, Promise, Date, Map, Set, String, Number, RegExp]
  .flatMap((type) => [type, type.prototype])
  .concat(Math, JSON, console);
/** By which Jest's framework finds its state of one test file. */
const JESTS_OWN = new Set(['JEST_STATE_SYMBOL', 'EVENT_HANDLERS', 'TEST_TIMEOUT_SYMBOL', 'RETRY_TIMES_SETTER']);

/** The process's own globals, which are put back as they were after each test file. */
export default class NativeEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimersModern;
  #putBack;

  constructor({ projectConfig }) {
    const restorers = [
      ...[...BUILT_IN, process.env].map((object) => keepProperties(object)),
      // What a package keeps under a symbol stays, as the package does: undici's dispatcher, Jest's matchers.
      keepProperties(globalThis, { stays: (key) => typeof key === 'symbol' && !JESTS_OWN.has(key.description) }),
      keepProperties(process, { of: (key) => typeof process[key] === 'function' && key !== 'emit' }),
      keepProcess(),
    ];
    this.#putBack = () => restorers.forEach((restore) => restore());
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    this.#putBack();
  }

  getVmContext() {
    return null;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }
}

const all = () => true;
const none = () => false;

/** @returns what takes away every property of `object` that is new since, but those that stay, and puts back what was replaced */
function keepProperties(object, { of = all, stays = none } = {}) {
  const before = new Map(
    Reflect.ownKeys(object)
      .filter(of)
      .map((key) => [key, Object.getOwnPropertyDescriptor(object, key)]),
  );
  return () => {
    for (const key of Reflect.ownKeys(object)) {
      if (!before.has(key) && of(key) && !stays(key)) Reflect.deleteProperty(object, key);
    }
    for (const [key, kept] of before) {
      if (!isSame(Object.getOwnPropertyDescriptor(object, key), kept)) Reflect.defineProperty(object, key, kept);
    }
  };
}

const isSame = (one, other) =>
  one !== undefined && Object.is(one.value, other.value) && one.get === other.get && one.set === other.set;

/** The same for listeners of the process, its working folder and its exit code. */
function keepProcess() {
  const listeners = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
  const folder = process.cwd();
  const { exitCode } = process;
  return () => {
    for (const name of process.eventNames()) {
      const known = listeners.get(name) ?? [];
      for (const listener of process.rawListeners(name)) {
        if (!known.includes(listener)) process.removeListener(name, listener);
      }
    }
    process.chdir(folder);
    process.exitCode = exitCode;
  };
}
