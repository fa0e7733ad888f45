import { GatewayOpsError } from '@gatewayops/contracts';
import type { FastifyInstance } from 'fastify';
import { serviceCallerOf, type ServiceIdentity } from '../internal/internal-guard.js';
import type { RouteTable } from './route-table.js';

/** One address that a process answers, in the notation of OpenAPI: `/v1/teams/{id}`. */
export interface ServedRoute {
  method: string;
  path: string;
}

/** Where each process says what it answers, whoever registered it: for the check that nothing is open that nobody knows of. */
export const ROUTE_LIST_PATH = '/internal/v1/routes';

/** Registers the list, for services of ours. `front` gives what is served below the framework, which does not see it. */
export function registerRouteList(
  server: FastifyInstance,
  identity: ServiceIdentity,
  routes: RouteTable,
  front: () => readonly ServedRoute[],
): void {
  server.get(ROUTE_LIST_PATH, async (request) => {
    if (serviceCallerOf(request, identity) === null) throw new GatewayOpsError('unauthorized');
    return { routes: [...routes.list(), ...front()] };
  });
}
