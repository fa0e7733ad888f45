import {
  bytesOf, elementsOf, isArray, isObject, memberOf, newTraceparent, numberOf, RawJsonError, rpcErrorParts, sliceOf, stringOf,
  UpstreamFailure, type Slice, type UpstreamRequest,
} from '@gatewayops/mcp'; // prettier-ignore
import { collect } from '../legs/collect.js';
import { CatalogueEntry, type CataloguedList } from './catalogued-list.js';
import { LIST_KINDS, type ListMethod } from './list-kinds.js';
import type { ListView } from './list-view.js';

const PAGES_MAX = 100;
const ENTRIES_MAX = 10_000;
const LIST_BYTES_MAX = 16 * 1024 * 1024;
/** For all pages; each has the server's own `timeoutMs`, too. */
const LIST_MS_MAX = 60_000;

/** Reads a list of a server, all its pages, up to a limit of each kind. @throws UpstreamFailure without attempts */
export async function readList(method: ListMethod, view: ListView): Promise<CataloguedList> {
  try {
    return await allPages(method, view);
  } catch (error) {
    throw listFailure(method, error);
  }
}

async function allPages(method: ListMethod, view: ListView): Promise<CataloguedList> {
  const endsAtMs = performance.now() + LIST_MS_MAX;
  const entries = new Map<string, CatalogueEntry>();
  let bytes = 0;
  let ttlMs: number | null = null;
  let cursor: Buffer | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const result = await pageOf(method, view, cursor);
    bytes += addEntries(entries, method, result);
    const pageTtlMs = numberOf(memberOf(result, 'ttlMs'));
    if (pageTtlMs !== null) ttlMs = Math.min(pageTtlMs, ttlMs ?? pageTtlMs);
    const next = memberOf(result, 'nextCursor');
    // An empty string is a cursor, too (2026-07-28, Pagination); one that leads nowhere new is the end.
    if (next === null || stringOf(next) === null || cursor?.equals(bytesOf(next))) {
      return { entries, isWhole: true, bytes, ttlMs };
    }
    cursor = bytesOf(next);
    if (entries.size > ENTRIES_MAX || bytes > LIST_BYTES_MAX) break;
    if (performance.now() > endsAtMs) throw new UpstreamFailure('timeout', { message: 'it took too long' });
  }
  return { entries, isWhole: false, bytes, ttlMs };
}

async function pageOf(method: ListMethod, view: ListView, cursor: Buffer | null): Promise<Slice> {
  const answer = await view.upstream.call(requestOf(method, view, cursor));
  const body = await collect(answer.body);
  if (answer.kind === 'error') {
    throw new UpstreamFailure('upstream_error', { message: `error ${rpcErrorParts(body).code ?? 'without a code'}` });
  }
  const result = sliceOf(body);
  if (!isObject(result)) throw new RawJsonError('the result is no object');
  return result;
}

function requestOf(method: ListMethod, { headers, capabilities }: ListView, cursor: Buffer | null): UpstreamRequest {
  const members = cursor === null ? [] : [`"cursor":${cursor.toString()}`];
  if (capabilities) {
    members.push(`"_meta":{"io.modelcontextprotocol/clientCapabilities":${capabilities.toString()}}`);
  }
  return {
    method,
    params: members.length === 0 ? null : Buffer.from(`{${members.join(',')}}`),
    name: null,
    headers,
    traceparent: newTraceparent(),
    repeatable: true,
    ...(capabilities ? { callerEnvelope: true } : {}),
  };
}

/** @returns how many bytes were added. An entry without a name names nothing, and is left out. */
function addEntries(entries: Map<string, CatalogueEntry>, method: ListMethod, result: Slice): number {
  const { member, key } = LIST_KINDS[method];
  const list = memberOf(result, member);
  if (!isArray(list)) throw new RawJsonError(`the result has no list of ${member}`);
  let bytes = 0;
  for (const element of elementsOf(list)) {
    const name = isObject(element) ? nameIn(element, key) : null;
    if (name === null || entries.has(name)) continue;
    const entry = new CatalogueEntry(name, bytesOf(element));
    entries.set(name, entry);
    bytes += entry.json.length;
  }
  return bytes;
}

function nameIn(element: Slice, key: string): string | null {
  try {
    return stringOf(memberOf(element, key));
  } catch (error) {
    if (error instanceof RawJsonError) return null;
    throw error;
  }
}

/** Without the attempts: they were no attempts at the call that wanted the list. */
function listFailure(method: ListMethod, error: unknown): unknown {
  const what = LIST_KINDS[method].member;
  if (error instanceof RawJsonError) {
    const message = `The MCP server's list of ${what} is malformed.`;
    return new UpstreamFailure('upstream_error', { message, cause: error });
  }
  if (!(error instanceof UpstreamFailure)) return error;
  const message = `The MCP server's list of ${what} could not be had: ${error.message}`;
  const { retryAfterSeconds } = error;
  return new UpstreamFailure(error.code, {
    message,
    cause: error,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
