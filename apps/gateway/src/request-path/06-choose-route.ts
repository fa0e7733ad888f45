import { GatewayOpsError, type McpServerRuntime } from '@gatewayops/contracts';
import type { Upstreams } from '@gatewayops/mcp';
import type { ServerRegistry } from '../organization/server-registry.js';
import type { Call } from './call.js';
import { stage } from './stage.js';

/** Finds the server by its name in the caller's own organisation. 404 `not_found` otherwise, also for a disabled one. */
export const chooseRoute = (servers: ServerRegistry, upstreams: Upstreams) =>
  stage('choose-route', ['principal', 'operation'], ['server', 'upstream'], (call) => {
    const name = call.inbound.target!.serverName;
    const found = servers.find(call.principal.orgId, name);
    if (!(found instanceof Promise)) return route(call, name, found, upstreams);
    return found.then((late) => route(call, name, late, upstreams));
  });

function route(call: Call, name: string, server: McpServerRuntime | undefined, upstreams: Upstreams): void {
  if (server === undefined || !server.enabled) {
    throw new GatewayOpsError('not_found', {
      message: `There is no MCP server \`${name.slice(0, 64)}\` in this organisation.`,
    });
  }
  const session = call.operation!.session;
  if (session !== null && session.serverId !== server.id) {
    throw new GatewayOpsError('not_found', { message: 'This session belongs to another server. Connect again.' });
  }
  call.server = server;
  call.upstream = upstreams.get(server);
}
