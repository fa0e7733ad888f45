import { bytesOf, isObject, isTrue, memberOf, membersOf, sliceOf, stringAt, type Slice } from '@gatewayops/mcp';

/**
 * What any of several servers can do, as raw JSON: what one of them has is there, and of what several have the flags that any
 * of them sets.
 * @param only names that are kept; null keeps all
 */
export function unionOf(capabilities: readonly Buffer[], only: readonly string[] | null): string {
  const union = new Map<string, Map<string, string>>();
  for (const one of capabilities) {
    const whole = sliceOf(one);
    if (!isObject(whole)) continue;
    for (const name of keysOf(whole)) {
      if (only !== null && !only.includes(name)) continue;
      const known = union.get(name) ?? new Map<string, string>();
      union.set(name, known);
      addTo(known, memberOf(whole, name));
    }
  }
  return object([...union].map(([name, members]) => [name, object([...members])]));
}

function addTo(known: Map<string, string>, capability: Slice | null): void {
  if (!isObject(capability)) return;
  for (const name of keysOf(capability)) {
    const value = memberOf(capability, name)!;
    if (!known.has(name) || isTrue(value)) known.set(name, bytesOf(value).toString());
  }
}

function keysOf(object: Slice): string[] {
  const index = membersOf(object);
  const keys: string[] = [];
  for (let at = 0; at < index.length; at += 4) keys.push(stringAt(object.bytes, index[at]!, index[at + 1]!) ?? '');
  return keys;
}

const object = (members: readonly (readonly [string, string])[]): string =>
  `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
