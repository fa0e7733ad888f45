import { withoutMembers } from '../raw/edit.js';
import { isObject, keyIs, membersOf, RawJsonError, sliceOf } from '../raw/slice.js';

/** Methods whose results say how long they may be kept (2026-07-28, caching). */
const CACHEABLE = new Set([
  'server/discover', 'tools/list', 'prompts/list', 'resources/list', 'resources/templates/list', 'resources/read',
]); // prettier-ignore

const RESULT_TYPE = '"resultType":"complete"';
/** Not to be kept: a legacy server has not said that it may be, nor for whom. */
const CACHING = '"ttlMs":0,"cacheScope":"private"';

/** What goes before the other members of a result, each with a comma after it. */
function modernMembers(method: string): string {
  return CACHEABLE.has(method) ? `${RESULT_TYPE},${CACHING},` : `${RESULT_TYPE},`;
}

/**
 * A legacy server's result as a modern client needs it: with `resultType`, and with `ttlMs` and `cacheScope` where the
 * method's results have them. Left as it is where it has a `resultType` already, or is no object.
 */
export function asModernResult(method: string, result: Buffer): Buffer {
  const object = sliceOf(result);
  if (!isObject(object)) return result;
  const index = safeMembers(result);
  if (!index) return result;
  for (let m = 0; m < index.length; m += 4) {
    if (keyIs(result, index[m] as number, index[m + 1] as number, 'resultType')) return result;
  }
  const members = modernMembers(method);
  const head = Buffer.from(index.length > 0 ? `{${members}` : `{${members.slice(0, -1)}`);
  return Buffer.concat([head, result.subarray(object.start + 1, object.end)]);
}

/** As `asModernResult`, for a result that is passed on while it arrives: whether it is empty is seen in the first bytes. */
export async function* asModernResultStream(method: string, parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const part of parts) {
    if (head === null) {
      yield part;
      continue;
    }
    head = Buffer.concat([head, part]);
    const text = head.toString('latin1');
    const start = /^\s*\{\s*\S/.exec(text);
    if (!start && head.length < 4096) continue;
    const brace = text.indexOf('{');
    const members = modernMembers(method);
    if (!start || brace < 0) yield head;
    else {
      yield Buffer.from(`{${start[0].endsWith('}') ? members.slice(0, -1) : members}`);
      yield head.subarray(brace + 1);
    }
    head = null;
  }
  if (head && head.length > 0) yield head;
}

/** A modern server's result as a legacy client knows it: without `resultType`, `ttlMs` and `cacheScope`. */
export function asLegacyResult(method: string, result: Buffer): Buffer {
  const object = sliceOf(result);
  if (!isObject(object) || !safeMembers(result)) return result;
  const cacheable = CACHEABLE.has(method);
  return withoutMembers(object, (bytes, start, end) => {
    if (keyIs(bytes, start, end, 'resultType')) return true;
    return cacheable && (keyIs(bytes, start, end, 'ttlMs') || keyIs(bytes, start, end, 'cacheScope'));
  });
}

function safeMembers(result: Buffer): number[] | null {
  try {
    return membersOf(sliceOf(result));
  } catch (error) {
    if (error instanceof RawJsonError) return null;
    throw error;
  }
}
