import { GatewayOpsError, McpServerName } from '@gatewayops/contracts';
import { endpointPath, scopeOfEndpoint } from '@gatewayops/domain';
import { Public } from '@gatewayops/service';
import { Controller, Get, Header, Param } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { environment } from '../env.js';

const ServerName = z.string().max(256);

/** RFC 9728, section 2. */
interface ResourceMetadata {
  resource: string;
  authorization_servers: string[];
  scopes_supported: string[];
  bearer_methods_supported: string[];
  resource_name: string;
}

const ANY_ORIGIN = { crossSite: true };

/** Tells clients which authorization server lets them in, for each MCP endpoint by itself (RFC 9728, section 3.1). */
@Public('metadata that clients read before they have a token (RFC 9728)')
@Controller('/.well-known/oauth-protected-resource/v1/mcp')
export class ResourceMetadataController {
  @Get()
  @RouteConfig(ANY_ORIGIN)
  @Header('access-control-allow-origin', '*')
  @Header('cross-origin-resource-policy', 'cross-origin')
  @Header('cache-control', 'public, max-age=300')
  ofAll(): ResourceMetadata {
    return metadataOf(null);
  }

  @Get(':server')
  @RouteConfig(ANY_ORIGIN)
  @Header('access-control-allow-origin', '*')
  @Header('cross-origin-resource-policy', 'cross-origin')
  @Header('cache-control', 'public, max-age=300')
  ofServer(@Param('server', { schema: ServerName }) server: string): ResourceMetadata {
    return metadataOf(server === 'sse' ? null : server);
  }

  @Get(':server/sse')
  @RouteConfig(ANY_ORIGIN)
  @Header('access-control-allow-origin', '*')
  @Header('cross-origin-resource-policy', 'cross-origin')
  @Header('cache-control', 'public, max-age=300')
  ofServerOverSse(@Param('server', { schema: ServerName }) server: string): ResourceMetadata {
    return metadataOf(server);
  }
}

/** Whether there is such a server is nobody's business who has no token yet. @throws GatewayOpsError `not_found` for what can be no name */
function metadataOf(server: string | null): ResourceMetadata {
  if (server !== null && !McpServerName.safeParse(server).success) throw new GatewayOpsError('not_found');
  return {
    resource: environment.oauth.gatewayUrl + endpointPath(server),
    authorization_servers: [environment.oauth.issuer],
    scopes_supported: [scopeOfEndpoint(server)],
    bearer_methods_supported: ['header'],
    resource_name: server === null ? 'GatewayOps' : `${server} through GatewayOps`,
  };
}
