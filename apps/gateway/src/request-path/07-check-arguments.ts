import { GatewayOpsError } from '@gatewayops/contracts';
import { isObject, memberOf, asSlice, type ArgumentChecker } from '@gatewayops/mcp';
import type { CatalogueEntry } from '../catalogue/catalogued-list.js';
import type { ListView } from '../catalogue/list-view.js';
import type { ToolCatalogue } from '../catalogue/tool-catalogue.js';
import { viewOf } from '../catalogue/view-of-call.js';
import { ArgumentsRefused, unknownTool } from '../front/arguments-refused.js';
import type { RoutedCall } from './call.js';
import { stage } from './stage.js';

/** A tool that is not in the list is looked for in one that is not older than this. */
const MISS_AGE_MS = 1_000;

/**
 * Where the server's entry says so, holds the arguments of a tool call against the tool's input schema, as the server lists
 * it. 400 `validation_error`; on the MCP endpoint the result or error that the client's revision has for it. 502
 * `upstream_error` where the list cannot be had or the schema cannot be used: what must be checked is not let through unchecked.
 */
export const checkArguments = (catalogue: ToolCatalogue, checker: ArgumentChecker) =>
  stage(
    'check-arguments',
    ['requestId', 'principal', 'trace', 'body', 'operation', 'server', 'upstream', 'authorized'],
    [],
    (call) => (isChecked(call) ? check(call, catalogue, checker) : undefined),
  );

const isChecked = ({ server, operation: { kind, method } }: RoutedCall): boolean =>
  server.settings.checkArguments && method === 'tools/call' && kind === 'request';

async function check(call: RoutedCall, catalogue: ToolCatalogue, checker: ArgumentChecker): Promise<void> {
  const { params, name } = call.operation;
  const view = viewOf(call);
  const tool = await toolOf(call, view, catalogue);
  const schema = tool?.member('inputSchema');
  if (!schema) return;
  const whole = asSlice(params);
  const verdict = checker.check(schema, isObject(whole) ? memberOf(whole, 'arguments') : null, call.principal.orgId);
  if (verdict.kind === 'misfit') throw new ArgumentsRefused(name, verdict.faults);
  if (verdict.kind !== 'unchecked') return;
  if (verdict.because === 'schema') throw new GatewayOpsError('upstream_error', { message: verdict.problem });
  throw new ArgumentsRefused(name, [
    { path: '', rule: verdict.because, message: `could not be checked. ${verdict.problem}` },
  ]);
}

/** Null where there is no telling: a client with a session of its own may be shown tools that others are not. */
async function toolOf(call: RoutedCall, view: ListView, catalogue: ToolCatalogue): Promise<CatalogueEntry | null> {
  const { name, session } = call.operation;
  const known = (await catalogue.toolsOf(view)).entries.get(name);
  if (known) return known;
  const list = await catalogue.renewed('tools/list', view, MISS_AGE_MS);
  const found = list.entries.get(name);
  if (found) return found;
  if (session !== null && (session.upstreamSessionId !== null || session.hosted !== null)) return null;
  if (list.isWhole) throw unknownTool(call);
  throw new GatewayOpsError('upstream_error', {
    message: 'The MCP server lists too many tools to check a call of one.',
  });
}
