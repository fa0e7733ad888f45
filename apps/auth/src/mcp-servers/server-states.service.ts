import {
  GatewayOpsError,
  McpServerHealth,
  redisKeys,
  ReplicaServerState,
  type McpServer,
  type McpServerStatus,
  type McpServerStatusPage,
  type PageQuery,
} from '@gatewayops/contracts';
import { Redis } from '@gatewayops/redis';
import { Injectable } from '@nestjs/common';
import { McpServersService } from './mcp-servers.service.js';
import { fromHealth } from './server-json.js';

const UNKNOWN: McpServerHealth = { state: 'unknown', lastSuccessAt: null, lastFailureAt: null, lastError: null };
/** Gateways that are asked about. */
const REPLICAS_MAX = 100;

/** How all gateways together find an organisation's servers. */
@Injectable()
export class ServerStatesService {
  constructor(
    private readonly servers: McpServersService,
    private readonly redis: Redis,
  ) {}

  /** @throws GatewayOpsError `service_unavailable` where Redis does not answer */
  async list(orgId: string, query: PageQuery): Promise<McpServerStatusPage> {
    const page = await this.servers.list(orgId, query);
    if (page.items.length === 0) return { ...page, items: [] };
    const ids = page.items.map(({ id }) => id);
    const [health, ofReplicas] = await this.read(orgId, ids).catch((cause: unknown) => {
      throw new GatewayOpsError('service_unavailable', { cause, retryAfterSeconds: 1 });
    });
    const items = page.items.map((server, i) =>
      statusOf(
        server,
        health[i] == null ? UNKNOWN : McpServerHealth.parse(JSON.parse(health[i])),
        ofReplicas.flatMap((states) => (states[i] == null ? [] : [ReplicaServerState.parse(JSON.parse(states[i]))])),
      ),
    );
    return { ...page, items };
  }

  private async read(orgId: string, ids: string[]): Promise<[(string | null)[], (string | null)[][]]> {
    const replicas = await this.redis.zrange(redisKeys.gatewayReplicas, 0, REPLICAS_MAX - 1);
    return Promise.all([
      this.redis.hmget(redisKeys.serverHealth(orgId), ...ids),
      Promise.all(
        replicas.map((replica) => {
          const [id = ''] = replica.split(' ');
          return this.redis.hmget(redisKeys.serverStates(orgId, id), ...ids);
        }),
      ),
    ]);
  }
}

function statusOf(server: McpServer, health: McpServerHealth, states: ReplicaServerState[]): McpServerStatus {
  const count = (breaker: ReplicaServerState['breaker']) => states.filter((state) => state.breaker === breaker).length;
  const breakers = { closed: count('closed'), half_open: count('half-open'), open: count('open') };
  const latencies = states.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs]));
  const sum = latencies.reduce((total, latencyMs) => total + latencyMs, 0);
  // What was last told of a server without calls says that a breaker was open; it has not been for long.
  const state = breakers.open > 0 ? 'open' : health.state === 'open' ? 'failing' : health.state;
  return {
    server_id: server.id,
    name: server.name,
    enabled: server.enabled,
    ...fromHealth({ ...health, state }),
    latency_ms: latencies.length === 0 ? null : Math.round(sum / latencies.length),
    breakers,
  };
}
