import { bytesOf, isObject, memberOf, asSlice, stringOf, UpstreamFailure, type Slice } from '@gatewayops/mcp';
import type { CataloguedList } from '../catalogue/catalogued-list.js';
import { mirroredArgumentsOf, type MirroredArgument } from '../catalogue/mirrored-arguments.js';
import type { ToolCatalogue } from '../catalogue/tool-catalogue.js';
import { viewOf } from '../catalogue/view-of-call.js';
import { mirroredValue } from '../front/mirrored-value.js';
import { ProtocolFailure, RPC } from '../front/protocol-failure.js';
import type { RoutedCall } from './call.js';
import { stage } from './stage.js';

/**
 * Holds arguments that a client repeats in headers against the body, for servers that cannot do so themselves: those of older
 * revisions, and processes, which see no headers. Who routes by a header and who acts on the body must see the same call. 400
 * with -32020.
 */
export const checkMirrored = (catalogue: ToolCatalogue) =>
  stage(
    'check-mirrored',
    ['requestId', 'principal', 'trace', 'body', 'operation', 'server', 'upstream', 'authorized'],
    [],
    (call) => (isConcerned(call) ? check(call, catalogue) : undefined),
  );

const isConcerned = ({ operation: { surface, era, method, kind } }: RoutedCall): boolean =>
  era === 'modern' && surface === 'mcp' && method === 'tools/call' && kind === 'request';

function check(call: RoutedCall, catalogue: ToolCatalogue): void | Promise<void> {
  // A server of 2026-07-28 over HTTP gets the headers, and checks them.
  if (call.upstream.era === 'modern' && call.server.transport.type === 'streamable-http') return;
  return checkHere(call, catalogue);
}

async function checkHere(call: RoutedCall, catalogue: ToolCatalogue): Promise<void> {
  if (call.server.transport.type === 'streamable-http') {
    const { era } = await call.upstream.describe(call.inbound.signal);
    if (era === 'modern') return;
  }
  const tool = (await toolsFor(call, catalogue))?.entries.get(call.operation.name);
  if (tool === undefined) return;
  const { params } = call.operation;
  const whole = asSlice(params);
  const given = isObject(whole) ? memberOf(whole, 'arguments') : null;
  for (const mirrored of mirroredArgumentsOf(tool)) compare(call, mirrored, given);
}

/** A call needs no list: one that repeats nothing waits for none, and where none can be had there is nothing to compare with. */
async function toolsFor(call: RoutedCall, catalogue: ToolCatalogue): Promise<CataloguedList | null> {
  const list = catalogue.toolsOf(viewOf(call));
  if (!(list instanceof Promise)) return list;
  const had = list.catch((error: unknown) => {
    if (error instanceof UpstreamFailure) return null;
    throw error;
  });
  return repeatsSomething(call) ? had : null;
}

function repeatsSomething({ inbound: { headers } }: RoutedCall): boolean {
  for (const name in headers) if (name.startsWith('mcp-param-')) return true;
  return false;
}

function compare(call: RoutedCall, { path, header }: MirroredArgument, given: Slice | null): void {
  const argument = argumentAt(given, path);
  const sent = call.inbound.headers[header];
  if (argument === null) {
    if (sent !== undefined) throw mismatch(`\`${header}\` is sent without the argument that it repeats.`);
    return;
  }
  if (typeof sent !== 'string') throw mismatch(`Send the \`${header}\` header: it repeats \`${path.join('.')}\`.`);
  const value = mirroredValue(sent);
  if (value === null) throw mismatch(`\`${header}\` has characters that must be encoded.`);
  if (!isSame(value, argument)) throw mismatch(`\`${header}\` is not the argument \`${path.join('.')}\`.`);
}

/** Null where it is absent, or null itself: then no header is expected. */
function argumentAt(given: Slice | null, path: readonly string[]): Slice | null {
  let value = given;
  for (const name of path) value = isObject(value) ? memberOf(value, name) : null;
  return value !== null && bytesOf(value).toString('latin1') === 'null' ? null : value;
}

/** Numbers by their value, everything else by its text. */
function isSame(value: string, argument: Slice): boolean {
  const text = stringOf(argument);
  if (text !== null) return value === text;
  const raw = bytesOf(argument).toString('latin1');
  return value === raw || (/^-?\d/.test(raw) && value !== '' && Number(value) === Number(raw));
}

const mismatch = (message: string) => new ProtocolFailure(400, RPC.headerMismatch, message);
