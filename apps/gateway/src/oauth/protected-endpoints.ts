import { McpServerName, type TokenGrant } from '@gatewayops/contracts';
import { endpointPath, scopeAllows, scopeOfEndpoint, scopeOfServer, scopeOfTool } from '@gatewayops/domain';
import type { Target } from '../request-path/inbound.js';
import type { Operation } from '../request-path/operation.js';
import { Challenge, challengeText } from './challenge.js';

const METADATA_PATH = '/.well-known/oauth-protected-resource';
/** Of what a token has already, as much as is named again where more is asked for. */
const SCOPES_MAX = 50;

/** What a refusal is about, as far as scopes ask. */
interface Asked {
  readonly inbound: { readonly target: Target | null };
  readonly operation: Operation;
}

/** The gateway's MCP endpoints as OAuth resources: what each is called, who a token is for, and what it was granted. */
export class ProtectedEndpoints {
  /** @param gatewayUrl origin by which clients know the gateway: `GATEWAY_PUBLIC_URL` */
  constructor(private readonly gatewayUrl: string) {}

  /** Whether a token is for the endpoint that is addressed: for exactly this one (RFC 8707, section 2; MCP, Authorization). */
  isFor({ audience }: TokenGrant, target: Target | null): boolean {
    return audience.includes(this.gatewayUrl + endpointPath(serverOf(target)));
  }

  refusal(target: Target | null, code: 'unauthorized' | 'invalid_token'): Challenge {
    const server = serverOf(target);
    const error = code === 'invalid_token' ? code : null;
    const scopes = [scopeOfEndpoint(server)];
    return new Challenge(code, challengeText({ error, metadataUrl: this.metadataUrl(server), scopes }));
  }

  /**
   * Refuses what a token was not granted, before anything is done. `server` is the one that the call concerns, null where it
   * is several; `exposed` what the name is on the endpoint, where several servers are one.
   * @throws Challenge `insufficient_scope`, with all scopes to ask for: those that there are, and the one that lacks
   */
  refuseUngranted(call: Asked, token: TokenGrant, server: string | null, name: string, exposed = name): void {
    const { subject } = call.operation;
    const endpoint = serverOf(call.inbound.target);
    const scopes = { mcp: token.granted, permissions: [] };
    // A virtual server is an endpoint with a name of its own, and its tools are granted under that.
    if (endpoint !== null && scopeAllows(scopes, subject, endpoint, exposed)) return;
    if (server !== null && scopeAllows(scopes, subject, server, name)) return;
    if (server === null && endpoint === null && token.granted.length > 0) return;
    const owner = endpoint ?? server;
    const lacking =
      subject === 'tool' && owner !== null ? scopeOfTool(owner, endpoint === null ? name : exposed) : null;
    const needed = lacking ?? (owner === null ? scopeOfEndpoint(null) : scopeOfServer(owner));
    const all = [...new Set([...token.scopes.slice(0, SCOPES_MAX), needed])];
    const metadataUrl = this.metadataUrl(endpoint);
    throw new Challenge('insufficient_scope', challengeText({ error: 'insufficient_scope', metadataUrl, scopes: all }));
  }

  private metadataUrl(server: string | null): string {
    return this.gatewayUrl + METADATA_PATH + endpointPath(server);
  }
}

/** Which server's endpoint is addressed; null for all as one. HTTP+SSE and REST are other ways to the same endpoint. */
function serverOf(target: Target | null): string | null {
  if (target === null || target.kind === 'aggregate' || target.serverName === '') return null;
  return McpServerName.safeParse(target.serverName).success ? target.serverName : null;
}
