import { isObject, memberOf, membersOf, sliceOf, stringAt, stringOf, type Slice } from '@gatewayops/mcp';
import type { CatalogueEntry } from './catalogued-list.js';

/** An argument that clients repeat in a header of its own (2026-07-28, Streamable HTTP, Custom Headers from Tool Parameters). */
export interface MirroredArgument {
  /** Names of the members that lead to it from the arguments. */
  readonly path: readonly string[];
  /** In lower case. */
  readonly header: string;
}

/** A schema that nests deeper has no header there. */
const DEPTH_MAX = 16;

const known = new WeakMap<CatalogueEntry, readonly MirroredArgument[]>();

/** The arguments that a tool's input schema annotates with `x-mcp-header`: only those that a chain of `properties` leads to. */
export function mirroredArgumentsOf(tool: CatalogueEntry): readonly MirroredArgument[] {
  const found = known.get(tool);
  if (found) return found;
  const schema = tool.member('inputSchema');
  const mirrored = schema?.includes('"x-mcp-header"') ? collect(sliceOf(schema), []) : [];
  known.set(tool, mirrored);
  return mirrored;
}

function collect(schema: Slice, path: readonly string[]): MirroredArgument[] {
  const properties = isObject(schema) ? memberOf(schema, 'properties') : null;
  if (!isObject(properties) || path.length >= DEPTH_MAX) return [];
  const { bytes } = properties;
  const index = membersOf(properties);
  const mirrored: MirroredArgument[] = [];
  for (let m = 0; m < index.length; m += 4) {
    const name = stringAt(bytes, index[m]!, index[m + 1]!);
    const property: Slice = { bytes, start: index[m + 2]!, end: index[m + 3]!, members: null };
    if (name === null || !isObject(property)) continue;
    const own = [...path, name];
    const header = stringOf(memberOf(property, 'x-mcp-header'));
    if (header !== null) mirrored.push({ path: own, header: `mcp-param-${header.toLowerCase()}` });
    mirrored.push(...collect(property, own));
  }
  return mirrored;
}
