import { memberOf, asSlice, stringOf } from '@gatewayops/mcp';
import { z } from 'zod';
import { ProtocolFailure, RPC } from '../../front/protocol-failure.js';
import type { Seal } from '../../front/seal.js';
import { LISTS } from '../../legs/filter-list.js';
import type { RoutedCall } from '../../request-path/call.js';
import type { Aggregate } from '../aggregate.js';
import type { Catalogues, ListCaller } from './catalogues.js';
import type { Listing, ListMethod } from './listing.js';

/** Of a list of several servers, as its client carries it from page to page. */
export const ListCursor = z.object({
  /** What the list depends on: it is of no use to another key. */
  context: z.string(),
  method: z.string(),
  /** The last entry of the page before. */
  after: z.string(),
});
export type CursorSeal = Seal<z.infer<typeof ListCursor>>;

const PAGE_ENTRIES_MAX = 1_000;
const PAGE_BYTES_MAX = 4 * 1024 * 1024;
/** A list is taken from page to page for so long. */
const PAGING_AGE_MS = 60_000;

/** Ours: servers whose entries are missing, and entries that are hidden by others of the same name. */
export const UNAVAILABLE_KEY = 'dev.gatewayops/unavailable';
export const COLLISIONS_KEY = 'dev.gatewayops/collisions';
/** What is told of collisions at most. */
const COLLISIONS_MAX = 100;

export interface ListParts {
  readonly caller: ListCaller;
  readonly catalogues: Catalogues;
  readonly cursors: CursorSeal;
}

/** One page of a list of all members. @throws ProtocolFailure -32602 for a cursor that is not of this list */
export async function answerList(
  call: RoutedCall,
  aggregate: Aggregate,
  method: ListMethod,
  { caller, catalogues, cursors }: ListParts,
): Promise<Buffer> {
  const given = cursorOf(call);
  if (given === null) return pageOf(await catalogues.list(caller, aggregate, method), 0, { call, aggregate, method, cursors });
  const cursor = cursors.open(given);
  if (cursor?.context !== aggregate.contextDigest || cursor.method !== method) throw badCursor();
  const listing = await catalogues.known(caller, aggregate, method, PAGING_AGE_MS);
  const last = listing.byName.get(cursor.after);
  if (last === undefined) throw badCursor();
  return pageOf(listing, listing.entries.indexOf(last) + 1, { call, aggregate, method, cursors });
} // prettier-ignore

const badCursor = (): ProtocolFailure =>
  new ProtocolFailure(200, RPC.invalidParams, 'The `cursor` is not of this list, or the list has changed: begin anew.');

function cursorOf({ operation: { params } }: RoutedCall): string | null {
  const whole = asSlice(params);
  const cursor = whole && memberOf(whole, 'cursor');
  return cursor && (stringOf(cursor) ?? '');
}

interface PageOf {
  readonly call: RoutedCall;
  readonly aggregate: Aggregate;
  readonly method: ListMethod;
  readonly cursors: CursorSeal;
}

function pageOf(listing: Listing, from: number, { call, aggregate, method, cursors }: PageOf): Buffer {
  const page: Buffer[] = [];
  let at = from;
  for (let bytes = 0; at < listing.entries.length && page.length < PAGE_ENTRIES_MAX; at++) {
    const { json } = listing.entries[at]!;
    bytes += json.length;
    if (page.length > 0 && bytes > PAGE_BYTES_MAX) break;
    page.push(json);
  }
  const context = aggregate.contextDigest;
  const more = at < listing.entries.length;
  const cursor = more ? cursors.seal({ context, method, after: listing.entries[at - 1]!.exposed }) : null;
  return Buffer.concat([
    Buffer.from(`{"${LISTS[method]!.member}":[`),
    ...page.flatMap((entry, place) => (place === 0 ? [entry] : [COMMA, entry])),
    Buffer.from(`]${cursor === null ? '' : `,"nextCursor":"${cursor}"`}${metaOf(listing)}${cachingOf(call, listing)}}`),
  ]);
}

const COMMA = Buffer.from(',');

function metaOf({ unavailable, collisions }: Listing): string {
  const meta = {
    ...(unavailable.length === 0 ? {} : { [UNAVAILABLE_KEY]: unavailable }),
    ...(collisions.length === 0 ? {} : { [COLLISIONS_KEY]: collisions.slice(0, COLLISIONS_MAX) }),
  };
  return Object.keys(meta).length === 0 ? '' : `,"_meta":${JSON.stringify(meta)}`;
}

/** One address serves every key and organisation, each another list: never to be shared (2026-07-28, Caching). */
function cachingOf({ operation }: RoutedCall, { ttlMs }: Listing): string {
  if (operation.era === 'legacy') return '';
  return `,"resultType":"complete","ttlMs":${Math.floor(ttlMs)},"cacheScope":"private"`;
}
