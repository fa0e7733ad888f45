import { GatewayOpsError, type KeyScopes } from '@gatewayops/contracts';
import { scopeAllows } from '@gatewayops/domain';
import {
  bytesOf, elementsOf, memberOf, numberOf, quoted, rpcErrorParts, sliceOf, stringOf, type Slice,
} from '@gatewayops/mcp'; // prettier-ignore
import { Cancellation } from '../../front/cancellation.js';
import { RPC } from '../../front/protocol-failure.js';
import { collect } from '../../legs/collect.js';
import { LISTS } from '../../legs/filter-list.js';
import type { Aggregate } from '../aggregate.js';
import type { Ask } from '../ask.js';
import { reasonOf, within } from '../describe-members.js';
import type { Member } from '../member.js';
import { exposedEntry } from './expose-entry.js';
import type { Entry, ListMethod, MemberList } from './listing.js';

export interface ListLimits {
  /** Of one member, all its pages. */
  readonly deadlineMs: number;
  readonly pagesMax: number;
  readonly entriesMax: number;
  readonly bytesMax: number;
}

export interface ListQuestion {
  readonly aggregate: Aggregate;
  readonly method: ListMethod;
  readonly scopes: KeyScopes;
  readonly ask: Ask;
  /** Raw `_meta` that goes into each request; null for none. */
  readonly meta: Buffer | null;
}

interface Found {
  readonly entries: Entry[];
  bytes: number;
  ttlMs: number;
}

/** All that a member has of a kind and the key may use. Never rejects: what went wrong is told in the answer. */
export async function fetchList(question: ListQuestion, member: Member, limits: ListLimits): Promise<MemberList> {
  const found: Found = { entries: [], bytes: 0, ttlMs: Number.POSITIVE_INFINITY };
  const signal = new Cancellation();
  try {
    const reading = readPages(question, member, { limits, found, signal });
    await within(reading, limits.deadlineMs, () => signal.abort());
    return { member, entries: found.entries, ttlMs: found.ttlMs, problem: null };
  } catch (error) {
    return { member, entries: [], ttlMs: 0, problem: { server: member.server.name, ...reasonOf(error) } };
  }
}

interface Reading {
  readonly limits: ListLimits;
  readonly found: Found;
  readonly signal: Cancellation;
}

async function readPages(question: ListQuestion, member: Member, reading: Reading): Promise<void> {
  const { limits, found, signal } = reading;
  let cursor: string | null = null;
  for (let page = 0; page < limits.pagesMax; page++) {
    const answer = await question.ask(member, { method: question.method, params: paramsOf(question, cursor), signal });
    const body = await collect(answer.body);
    if (answer.kind === 'error') {
      // A server that has none of a kind need not know the method.
      if (rpcErrorParts(body).code === RPC.methodNotFound) return;
      const { message } = rpcErrorParts(body);
      throw new GatewayOpsError('upstream_error', { message: `The MCP server refused: ${message.slice(0, 512)}` });
    }
    const result = sliceOf(body);
    takePage(question, member, result, found);
    found.ttlMs = Math.min(found.ttlMs, answer.era === 'modern' ? (numberOf(memberOf(result, 'ttlMs')) ?? 0) : 0);
    cursor = stringOf(memberOf(result, 'nextCursor'));
    if (cursor === null) return;
    if (found.entries.length >= limits.entriesMax || found.bytes >= limits.bytesMax) break;
  }
  throw new GatewayOpsError('upstream_error', { message: 'The list of the MCP server is too long.' });
}

function paramsOf({ meta }: ListQuestion, cursor: string | null): Buffer | null {
  if (meta === null && cursor === null) return null;
  const members = [meta && `"_meta":${meta.toString()}`, cursor !== null && `"cursor":${quoted(cursor)}`];
  return Buffer.from(`{${members.filter((member) => member !== false && member !== null).join(',')}}`);
}

function takePage(question: ListQuestion, member: Member, result: Slice, found: Found): void {
  const { aggregate, method, scopes } = question;
  const { member: list, name: nameMember, subject } = LISTS[method]!;
  const entries = memberOf(result, list);
  for (const entry of entries === null ? [] : elementsOf(entries)) {
    const ownName = stringOf(memberOf(entry, nameMember));
    if (ownName === null || !scopeAllows(scopes, subject, member.server.name, ownName)) continue;
    const exposed = exposedEntry(aggregate, member, method, { ownName, entry });
    if (exposed === null) continue;
    found.entries.push({ member, ownName, ...exposed });
    found.bytes += bytesOf(entry).length;
  }
}
