import { GatewayOpsError, type McpServerRuntime } from '@gatewayops/contracts';
import type { Aggregates } from '../aggregate/aggregates.js';
import type { AggregateRoutes } from '../aggregate/aggregate-routes.js';
import type { CallersUpstreams } from '../credentials/callers-upstreams.js';
import type { Registered, ServerRegistry } from '../organization/server-registry.js';
import type { Ready } from './call.js';
import { stage } from './stage.js';

/** Where a server is looked for, and what several as one are made of. */
export interface RouteParts {
  readonly servers: ServerRegistry;
  readonly callers: CallersUpstreams;
  readonly aggregates: Aggregates;
  readonly routes: AggregateRoutes;
}

/**
 * Finds the server by its name in the caller's own organisation. 404 `not_found` otherwise, also for a disabled one. Where
 * several are served as one, it is the one that the call concerns.
 */
export const chooseRoute = (parts: RouteParts) =>
  stage('choose-route', ['principal', 'trace', 'operation'], ['server', 'upstream'], (call) => {
    const target = call.inbound.target!;
    if (target.kind === 'aggregate' || target.serverName === '') return routeAll(call, parts);
    const found = parts.servers.find(call.principal.orgId, target.serverName);
    if (!(found instanceof Promise)) return route(call, target.serverName, found, parts);
    return found.then((late) => route(call, target.serverName, late, parts));
  });

type Routable = Ready<'principal' | 'trace' | 'operation'>;

function route(call: Routable, name: string, found: Registered | undefined, parts: RouteParts): void | Promise<void> {
  if (found === undefined || !found.enabled) {
    throw new GatewayOpsError('not_found', {
      message: `There is no MCP server \`${name.slice(0, 64)}\` in this organisation.`,
    });
  }
  checkSession(call, found.id);
  if ('transport' in found) return routeTo(call, found, parts.callers);
  const aggregate = parts.aggregates.ofVirtual(call.principal, found);
  if (!(aggregate instanceof Promise)) return parts.routes.choose(call, aggregate);
  return aggregate.then((late) => parts.routes.choose(call, late));
}

function routeTo(call: Routable, server: McpServerRuntime, callers: CallersUpstreams): void {
  call.server = server;
  call.upstream = callers.of(server, call.principal);
}

function routeAll(call: Routable, { aggregates, routes }: RouteParts): void | Promise<void> {
  const choose = (aggregate: Awaited<ReturnType<Aggregates['ofAll']>>): void | Promise<void> => {
    checkSession(call, aggregate.id);
    return routes.choose(call, aggregate);
  };
  const aggregate = aggregates.ofAll(call.principal);
  return aggregate instanceof Promise ? aggregate.then(choose) : choose(aggregate);
}

function checkSession(call: Routable, serverId: string): void {
  const session = call.operation.session;
  if (session !== null && session.serverId !== serverId) {
    throw new GatewayOpsError('not_found', { message: 'This session belongs to another server. Connect again.' });
  }
}
