import type { ErrorObject } from 'ajv/dist/2020.js';
import { createHash } from 'node:crypto';
import { bytesOf, sliceOf } from '../raw/slice.js';
import type { Slice } from '../raw/slice.js';
import { CompileBudget } from './compile-budget.js';
import { compileSchema, UnusableSchema } from './compile-schema.js';
import type { CompiledSchema } from './compile-schema.js';
import { hasRepeatedKey } from './repeated-key.js';
import { TookTooLong, withinTime } from './time-box.js';

/** One thing that arguments break. */
export interface ArgumentFault {
  /** JSON pointer into the arguments; empty for the whole. */
  path: string;
  /** The schema's keyword, e.g. `required`; `duplicate` where a name stands twice. */
  rule: string;
  /** In words, without the value. */
  message: string;
}

/** `unchecked`: nobody can tell, because of the schema or of the time it takes. Calls that must be checked must be refused. */
export type ArgumentsVerdict =
  | { kind: 'fits' }
  | { kind: 'misfit'; faults: ArgumentFault[] }
  | { kind: 'unchecked'; because: 'schema' | 'size' | 'time'; problem: string };

export interface ArgumentCheckLimits {
  /** Compiled schemas that are kept, the ones used last. */
  schemasMax: number;
  /** Of their texts together; the code made of one is some ten times as large. */
  schemaBytesMax: number;
  /** For one check. */
  checkMs: number;
  argumentsBytesMax: number;
}

export const ARGUMENT_CHECK_LIMITS: ArgumentCheckLimits = {
  schemasMax: 500,
  schemaBytesMax: 8 * 1024 * 1024,
  checkMs: 250,
  argumentsBytesMax: 10 * 1024 * 1024,
};

/** Up to here, arguments of a schema without unbounded keywords are checked without a clock. */
const UNTIMED_BYTES_MAX = 16 * 1024;
const FAULTS_MAX = 8;
const FITS: ArgumentsVerdict = { kind: 'fits' };
const TWICE: ArgumentsVerdict = {
  kind: 'misfit',
  faults: [{ path: '', rule: 'duplicate', message: 'have a name that stands twice in one object' }],
};
const EMPTY = Buffer.from('{}');

/** One that took too long is tried again after this: the machine may have been busy. */
const RETRY_AFTER_MS = 30_000;

interface Kept {
  compiled: CompiledSchema | UnusableSchema;
  bytes: number;
  /** When it is made anew; never for most. */
  endsAtMs: number;
}

/** Checks the arguments of calls against the input schemas of tools. Schemas are compiled once and kept by their text. */
export class ArgumentChecker {
  private readonly limits: ArgumentCheckLimits;
  /** In the order of their last use. */
  private readonly schemas = new Map<string, Kept>();
  private keptBytes = 0;
  private readonly ofBuffer = new WeakMap<Buffer, string>();

  constructor(
    limits: Partial<ArgumentCheckLimits> = {},
    private readonly budget = new CompileBudget(),
  ) {
    this.limits = { ...ARGUMENT_CHECK_LIMITS, ...limits };
  }

  /**
   * @param schema raw JSON; the same Buffer again saves hashing it
   * @param args raw JSON, known to be well formed; null counts as `{}`
   * @param owner whose the schema is: what making code of schemas costs is limited for each
   */
  check(schema: Buffer, args: Slice | Buffer | null, owner = ''): ArgumentsVerdict {
    const slice = args === null ? sliceOf(EMPTY) : Buffer.isBuffer(args) ? sliceOf(args) : args;
    if (slice.end - slice.start > this.limits.argumentsBytesMax)
      return unchecked('size', 'The arguments are too large.');
    const compiled = this.compiled(schema, owner);
    if (compiled === null) return unchecked('time', 'Too many schemas are new at once. Try again soon.');
    if (compiled instanceof UnusableSchema)
      return unchecked('schema', `The tool's input schema cannot be used: ${compiled.message}.`);
    const value: unknown = JSON.parse(bytesOf(slice).toString());
    if (hasRepeatedKey(slice, value)) return TWICE;
    return this.run(compiled, value, slice.end - slice.start <= UNTIMED_BYTES_MAX);
  }

  private run({ validate, isLinear }: CompiledSchema, value: unknown, isSmall: boolean): ArgumentsVerdict {
    try {
      const fits = isLinear && isSmall ? validate(value) : withinTime(() => validate(value), this.limits.checkMs);
      return fits ? FITS : { kind: 'misfit', faults: (validate.errors ?? []).slice(0, FAULTS_MAX).map(faultOf) };
    } catch (error) {
      if (isStackOverflow(error))
        return unchecked('schema', "The tool's input schema refers to itself without an end.");
      if (!(error instanceof TookTooLong)) throw error;
      return unchecked('time', `Checking the arguments took longer than ${this.limits.checkMs} ms.`);
    } finally {
      // Errors hold parts of the value.
      validate.errors = null;
    }
  }

  private compiled(schema: Buffer, owner: string): CompiledSchema | UnusableSchema | null {
    let key = this.ofBuffer.get(schema);
    if (key === undefined) {
      key = createHash('sha256').update(schema).digest('base64');
      this.ofBuffer.set(schema, key);
    }
    const known = this.schemas.get(key);
    if (known && performance.now() < known.endsAtMs) {
      this.schemas.delete(key);
      this.schemas.set(key, known);
      return known.compiled;
    }
    if (known) this.forget(key, known);
    if (!this.budget.has(owner)) return null;
    const startedAtMs = performance.now();
    const made = compiledOrNot(schema);
    this.budget.spend(owner, performance.now() - startedAtMs);
    this.schemas.set(key, made);
    this.keptBytes += made.bytes;
    this.forgetOldest();
    return made.compiled;
  }

  private forget(key: string, { bytes }: Kept): void {
    this.schemas.delete(key);
    this.keptBytes -= bytes;
  }

  private forgetOldest(): void {
    for (const [key, kept] of this.schemas) {
      if (this.schemas.size <= this.limits.schemasMax && this.keptBytes <= this.limits.schemaBytesMax) return;
      if (this.schemas.size === 1) return;
      this.forget(key, kept);
    }
  }
}

function compiledOrNot(schema: Buffer): Kept {
  const bytes = schema.length;
  try {
    return { compiled: compileSchema(schema), bytes, endsAtMs: Infinity };
  } catch (error) {
    if (error instanceof UnusableSchema) return { compiled: error, bytes, endsAtMs: Infinity };
    if (!(error instanceof TookTooLong)) throw error;
    const compiled = new UnusableSchema('it takes too long to read', { cause: error });
    return { compiled, bytes, endsAtMs: performance.now() + RETRY_AFTER_MS };
  }
}

const isStackOverflow = (error: unknown): boolean => error instanceof RangeError;

function faultOf({ instancePath, keyword, message, params }: ErrorObject): ArgumentFault {
  const extra = (params as { additionalProperty?: unknown }).additionalProperty;
  const named = typeof extra === 'string' ? ` (${JSON.stringify(extra.slice(0, 100))})` : '';
  return { path: instancePath, rule: keyword, message: `${message ?? 'does not fit'}${named}` };
}

const unchecked = (because: 'schema' | 'size' | 'time', problem: string): ArgumentsVerdict => ({
  kind: 'unchecked',
  because,
  problem,
});

/** A misfit in one line for who called: `/a/b must be integer (type); …`. */
export function wordsOf(faults: readonly ArgumentFault[]): string {
  return faults
    .map(({ path, rule, message }) => `${path === '' ? 'The arguments' : path} ${message} (${rule})`)
    .join('; ');
}
