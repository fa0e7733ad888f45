import {
  McpProbeReport,
  McpServerHealth,
  redisKeys,
  ServerToolsReport,
  type ServerToolsRequest,
  type McpServerHealthView,
  type McpServerRuntime,
  type McpServerTest,
  type ProbeRequest,
} from '@gatewayops/contracts';
import { GatewayOpsError } from '@gatewayops/contracts';
import { Redis } from '@gatewayops/redis';
import { InternalClient } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { UpstreamTokens } from '../credentials/upstream-tokens.service.js';
import { McpServersService } from './mcp-servers.service.js';
import { fromHealth, fromProbe } from './server-json.js';

const UNKNOWN: McpServerHealth = { state: 'unknown', lastSuccessAt: null, lastFailureAt: null, lastError: null };
const UNTESTED: McpProbeReport = {
  ok: false, era: null, protocolVersion: null, serverInfo: null, capabilities: [], toolCount: null, latencyMs: 0, problem: null,
}; // prettier-ignore
const NO_TOOLS: ServerToolsReport = { tools: [], isWhole: false, problem: null };
/** Beyond what a server's own time-outs allow, the gateway itself does not answer. */
const PROBE_MARGIN_MS = 5_000;
const PROBE_TIMEOUT_MS_MAX = 60_000;

/** How a server does: asked right now, or as gateways last saw it. */
@Injectable()
export class ServerDiagnosisService {
  constructor(
    private readonly servers: McpServersService,
    private readonly gateway: InternalClient,
    private readonly redis: Redis,
    private readonly tokens: UpstreamTokens,
  ) {}

  /** Has a gateway connect to the server. What is wrong with it is in the report; this fails only where no gateway answers. */
  async test(orgId: string, id: string): Promise<McpServerTest> {
    const server = await this.withToken(await this.servers.runtimeOf(orgId, id));
    if (typeof server === 'string') return fromProbe({ ...UNTESTED, problem: server });
    const { connectTimeoutMs, timeoutMs } = server.settings;
    const body: ProbeRequest = { server };
    const report = await this.gateway.request({
      method: 'POST',
      path: '/internal/v1/upstreams/probe',
      body,
      answer: McpProbeReport,
      timeoutMs: Math.min(connectTimeoutMs + timeoutMs, PROBE_TIMEOUT_MS_MAX) + PROBE_MARGIN_MS,
    });
    return fromProbe(report);
  }

  /** A server's tools as a gateway knows them, or asks for them; what is wrong with it is in the report. */
  async tools(orgId: string, id: string): Promise<ServerToolsReport> {
    const stored = await this.servers.runtimeOf(orgId, id);
    if (!stored.enabled) return { ...NO_TOOLS, problem: 'The server is disabled.' };
    const server = await this.withToken(stored);
    if (typeof server === 'string') return { ...NO_TOOLS, problem: server };
    const { connectTimeoutMs, timeoutMs } = server.settings;
    const body: ServerToolsRequest = { server, stored: server === stored };
    return this.gateway.request({
      method: 'POST',
      path: '/internal/v1/upstreams/tools',
      body,
      answer: ServerToolsReport,
      timeoutMs: Math.min(connectTimeoutMs + timeoutMs, PROBE_TIMEOUT_MS_MAX) + PROBE_MARGIN_MS,
    });
  }

  /** A test is nobody's call: where each person has a token of their own, it has none. */
  private async withToken(server: McpServerRuntime): Promise<McpServerRuntime | string> {
    if (server.credential.type !== 'token') return server;
    const { orgId, id: serverId } = server;
    const token = await this.tokens.tokenFor({ orgId, serverId, userId: null, refusedDigest: null, challenge: null });
    if (token.kind === 'failed') return token.message;
    if (token.kind === 'connection_required')
      return 'Each person connects to this server: it cannot be tested without one.';
    return { ...server, credential: { type: 'header', name: 'authorization', value: token.value } };
  }

  async health(orgId: string, id: string): Promise<McpServerHealthView> {
    await this.servers.get(orgId, id);
    return fromHealth(await this.lastSeen(orgId, id));
  }

  private async lastSeen(orgId: string, id: string): Promise<McpServerHealth> {
    let text: string | null;
    try {
      text = await this.redis.hget(redisKeys.serverHealth(orgId), id);
    } catch (cause) {
      throw new GatewayOpsError('service_unavailable', { cause, retryAfterSeconds: 1 });
    }
    return text === null ? UNKNOWN : McpServerHealth.parse(JSON.parse(text));
  }
}
