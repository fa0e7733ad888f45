import { isRecord } from './json-value.js';
import type { JsonObject } from './json-value.js';

/** Keywords whose schemas are about the same value (JSON Schema 2020-12, core, section 10.2): no value gets smaller on the way. */
const SAME_VALUE = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas'] as const;
const PREFIX = '#/$defs/';
const WORDS = 'Refers back to where it stands; left open.';

interface Visit {
  name: string;
  /** References that are about the definition's own value. */
  left: { holder: JsonObject; target: string }[];
}

/**
 * Opens references by which a definition needs itself about one and the same value: checking it would never end. Documents with
 * a `discriminator` have such: a kind is all of its base, and the base is one of its kinds.
 */
export function cutEndless(definitions: JsonObject): void {
  const open = new Set<string>();
  const done = new Set<string>();
  for (const first of Object.keys(definitions)) {
    const way: Visit[] = done.has(first) ? [] : [visit(definitions, first, open)];
    for (let at = way.at(-1); at; at = way.at(-1)) {
      const next = at.left.pop();
      if (!next) {
        way.pop();
        open.delete(at.name);
        done.add(at.name);
      } else if (open.has(next.target)) {
        delete next.holder['$ref'];
        next.holder['$comment'] = WORDS;
      } else if (!done.has(next.target)) {
        way.push(visit(definitions, next.target, open));
      }
    }
  }
}

function visit(definitions: JsonObject, name: string, open: Set<string>): Visit {
  open.add(name);
  const left: Visit['left'] = [];
  const waiting: unknown[] = [definitions[name]];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (!isRecord(schema)) continue;
    const { $ref } = schema;
    if (typeof $ref === 'string' && $ref.startsWith(PREFIX)) {
      left.push({ holder: schema, target: $ref.slice(PREFIX.length) });
    }
    for (const keyword of SAME_VALUE) {
      const inner = schema[keyword];
      if (Array.isArray(inner)) for (const one of inner as unknown[]) waiting.push(one);
      else if (keyword === 'dependentSchemas' && isRecord(inner)) waiting.push(...Object.values(inner));
      else if (inner !== undefined) waiting.push(inner);
    }
  }
  return { name, left };
}
