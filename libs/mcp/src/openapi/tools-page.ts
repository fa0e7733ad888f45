import { setImmediate } from 'node:timers/promises';
import { buildArray } from '../raw/edit.js';
import { OpenApiFault } from './fault.js';
import type { OpenApiTools } from './openapi-tools.js';

const TOOLS_A_PAGE = 50;
const PAGE_BYTES_MAX = 1024 * 1024;
/** Making tools for the first time leaves room for others' calls after this. */
const BLOCKING_MS = 10;
/** A document changes with its server's version only, and lists are asked for anew then. */
const CACHING = '"ttlMs":60000,"cacheScope":"private"';

/**
 * One page of `tools/list` as its raw result; null where the cursor is none of ours. Cursors name the tool that comes next,
 * so that one of an older document still leads somewhere sensible.
 */
export async function toolsPage(tools: OpenApiTools, cursor: string | null): Promise<Buffer | null> {
  const first = cursor === null ? 0 : tools.names.indexOf(Buffer.from(cursor, 'base64url').toString());
  if (first < 0) return null;
  const entries: Buffer[] = [];
  let bytes = 0;
  let next = first;
  let yieldAtMs = performance.now() + BLOCKING_MS;
  while (next < tools.names.length && entries.length < TOOLS_A_PAGE && bytes < PAGE_BYTES_MAX) {
    const entry = definitionOf(tools, tools.names[next] as string);
    next++;
    if (performance.now() > yieldAtMs) {
      await setImmediate();
      yieldAtMs = performance.now() + BLOCKING_MS;
    }
    if (!entry) continue;
    entries.push(entry);
    bytes += entry.length;
  }
  const following = tools.names[next];
  const more = following === undefined ? '' : `,"nextCursor":"${Buffer.from(following).toString('base64url')}"`;
  return Buffer.concat([
    Buffer.from('{"resultType":"complete","tools":'),
    buildArray(entries),
    Buffer.from(`${more},${CACHING}}`),
  ]);
}

/** Null where the operation's schemas cannot be used: that costs one tool, not the list. */
function definitionOf(tools: OpenApiTools, name: string): Buffer | null {
  try {
    return tools.find(name)?.definition ?? null;
  } catch (error) {
    if (error instanceof OpenApiFault) return null;
    throw error;
  }
}
