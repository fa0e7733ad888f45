import { McpServerName } from '@gatewayops/contracts';
import { endpointPath, scopeAllowance, scopeOfEndpoint, SCOPE_ALL, serverOfScope } from '@gatewayops/domain';

export const OFFLINE_ACCESS = 'offline_access';
const SSE = '/sse';

/** An MCP endpoint of the gateway: of one server, or (`null`) of all as one. */
export interface Endpoint {
  server: string | null;
  /** Its canonical URI (MCP, Authorization, Canonical Server URI). */
  uri: string;
}

/** Which resources there are to ask tokens for (RFC 8707), and which scopes each knows. */
export class Resources {
  constructor(private readonly gatewayUrl: string) {}

  /** Of all servers as one: what is meant where a client names none. */
  get everything(): Endpoint {
    return this.endpointOf(null);
  }

  endpointOf(server: string | null): Endpoint {
    return { server, uri: this.gatewayUrl + endpointPath(server) };
  }

  /**
   * The endpoint that a resource indicator names; null for what is none of ours. HTTP+SSE is another transport of the same
   * endpoint, and a slash at the end is what URL libraries put there.
   */
  find(resource: string): Endpoint | null {
    if (!resource.startsWith(`${this.gatewayUrl}/`)) return null;
    let path = resource.slice(this.gatewayUrl.length).replace(/\/$/, '');
    if (path.endsWith(SSE)) path = path.slice(0, -SSE.length);
    if (path === endpointPath(null)) return this.everything;
    const server = path.slice(endpointPath('').length);
    const known = path.startsWith(endpointPath('')) && McpServerName.safeParse(server).success;
    return known ? this.endpointOf(server) : null;
  }
}

/** Whether a scope may be asked for at an endpoint: that of one server knows that server’s alone. */
export function scopeFits({ server }: Endpoint, scope: string): boolean {
  if (scopeAllowance(scope) === null) return false;
  return server === null || scope === SCOPE_ALL || serverOfScope(scope) === server;
}

/** What is asked for: scopes that the endpoint knows; the least that it needs where there are none. */
export function scopesWanted(endpoint: Endpoint, asked: readonly string[]): string[] {
  const fitting = asked.filter((scope) => scopeFits(endpoint, scope));
  const wanted = fitting.length > 0 ? fitting : [scopeOfEndpoint(endpoint.server)];
  return [...new Set(asked.includes(OFFLINE_ACCESS) ? [...wanted, OFFLINE_ACCESS] : wanted)];
}
