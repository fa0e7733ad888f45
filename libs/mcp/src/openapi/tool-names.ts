import { createHash } from 'node:crypto';
import type { Operation } from './operation.js';

/** Of MCP (2026-07-28, server, tools): 1 to 128 of these. */
const NAME_CHARS_MAX = 128;
const HASH_CHARS = 6;
/** With room for the digits, and for a number where even these are the same. */
const OWN_CHARS_MAX = NAME_CHARS_MAX - HASH_CHARS - 4;

/**
 * A name for each operation, in their order: the `operationId` made to fit, else method and path. Where several would be
 * called the same, each of them gets a few digits that come from its method and path. So a name depends on the operation and
 * on those that want the same one, never on the order of the document.
 */
export function toolNames(operations: readonly Operation[]): string[] {
  const wanted = operations.map(wantedName);
  const counts = new Map<string, number>();
  for (const { name } of wanted) counts.set(name, (counts.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return wanted.map(({ name, isWhole }, i) => {
    const isAlone = isWhole && counts.get(name) === 1;
    let own = isAlone ? name : withHash(name, operations[i] as Operation);
    // An `operationId` may look like a name that was made here.
    for (let n = 2; taken.has(own); n++) own = `${withHash(name, operations[i] as Operation)}_${n}`;
    taken.add(own);
    return own;
  });
}

function wantedName({ id, method, path }: Operation): { name: string; isWhole: boolean } {
  const own = fitted(id ?? '');
  const name = own !== '' ? own : [method.toLowerCase(), fitted(path)].filter(Boolean).join('_');
  return { name: name.slice(0, OWN_CHARS_MAX), isWhole: name.length <= OWN_CHARS_MAX };
}

const fitted = (text: string): string => text.replaceAll(/[^A-Za-z0-9_.-]+/g, '_').replaceAll(/^_+|_+$/g, '');

function withHash(name: string, { method, path }: Operation): string {
  const hash = createHash('sha256').update(`${method} ${path}`).digest('hex').slice(0, HASH_CHARS);
  return `${name}_${hash}`;
}
