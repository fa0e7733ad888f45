import { z } from 'zod';
import { invalid } from './scim-problem.js';

const OPERATIONS_MAX = 1_000;

/** `PATCH` (RFC 7644, 3.5.2). Providers write `op` with capitals, and leave `path` away. */
export const ScimPatch = z.object({
  schemas: z.array(z.string()).optional(),
  Operations: z
    .array(z.object({ op: z.string().max(10), path: z.string().max(1_000).optional(), value: z.unknown().optional() }))
    .min(1)
    .max(OPERATIONS_MAX),
});
export type ScimPatch = z.infer<typeof ScimPatch>;

/** One attribute that a patch is about; names in lower case. */
export interface PatchStep {
  op: 'add' | 'replace' | 'remove';
  /** `name.givenname`, `emails.value`, `members`. */
  path: string;
  /** What stands between brackets: `value eq "…"`. */
  selector: string | null;
  value: unknown;
}

const PATH = /^([A-Za-z$][\w$-]*)(?:\[([^\]]*)\])?(?:\.([\w$-]+))?$/;
const URN = /^urn:ietf:params:scim:schemas:[A-Za-z0-9:.]+?:(?:User|Group)[:.]?/i;

/**
 * A patch as steps, one attribute each, in whatever way a provider wrote it: `Replace`, values without a path, paths as names of
 * such values, URNs before names. @throws ScimProblem
 */
export function stepsOf({ Operations: operations }: ScimPatch): PatchStep[] {
  return operations.flatMap(({ op: written, path, value }) => {
    const op = written.toLowerCase();
    if (op !== 'add' && op !== 'replace' && op !== 'remove')
      throw invalid('invalidSyntax', `There is no operation "${written}".`);
    if (path !== undefined && path !== '') return [stepOf(op, path, value)];
    if (op === 'remove') throw invalid('noTarget', 'A removal needs a path.');
    return Object.entries(objectOf(value)).map(([name, part]) => stepOf(op, name, part));
  });
}

function stepOf(op: PatchStep['op'], written: string, value: unknown): PatchStep {
  const bare = written.replace(URN, '');
  // All of an extension, which we do not keep.
  if (bare === '') return { op, path: 'extension', selector: null, value };
  const match = PATH.exec(bare);
  if (match === null) throw invalid('invalidPath', `The path "${written.slice(0, 100)}" is not understood.`);
  const [, name = '', selector, part] = match;
  const path = (part === undefined ? name : `${name}.${part}`).toLowerCase();
  return { op, path, selector: selector ?? null, value };
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalid('invalidSyntax', 'An operation without a path needs an object as its value.');
}

/** `true`, `"True"` and the like. @throws ScimProblem */
export function booleanOf(value: unknown): boolean {
  const text = String(Array.isArray(value) ? valueIn(value[0]) : valueIn(value)).toLowerCase();
  if (text === 'true' || text === 'false') return text === 'true';
  throw invalid('invalidValue', '`active` is true or false.');
}

/** The value of a complex attribute's entry, or what is none itself. */
export const valueIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
