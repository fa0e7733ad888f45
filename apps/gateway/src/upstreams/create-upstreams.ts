import { McpServerDocument, type McpServerRuntime } from '@gatewayops/contracts';
import { Masker } from '@gatewayops/domain';
import { addressGuard, loadStdioCatalogue, Upstreams, type UpstreamMetrics } from '@gatewayops/mcp';
import type { InternalClient, Logger, Metrics } from '@gatewayops/service';
import type { ToolCatalogue } from '../catalogue/tool-catalogue.js';
import { environment } from '../env.js';
import type { SharedProcesses } from '../replicas/stdio/shared-processes.js';
import { maskedLog } from './masked-log.js';

/** The pools of all MCP servers, with their limits and what they report. */
export async function createUpstreams(
  logger: Logger,
  metrics: Metrics,
  { shared, catalogue, auth }: { shared: SharedProcesses; catalogue: ToolCatalogue; auth: InternalClient },
): Promise<Upstreams> {
  const { stdio } = environment;
  return new Upstreams({
    catalogue: stdio.catalogPath === null ? null : await loadStdioCatalogue(stdio.catalogPath),
    logger: maskedLog(logger, new Masker({ email: environment.maskEmail })),
    addressGuard: addressGuard({ privateRanges: environment.upstreamPrivateRanges }),
    workDirectory: stdio.workDirectory,
    limits: { processesMax: stdio.processesMax },
    documentOf: (server) => documentOf(server, auth),
    onNotification: (server, method) => catalogue.heard(server.id, method),
    metrics: upstreamMetrics(metrics, shared),
    present: (pool) => shared.present(pool),
  });
}

async function documentOf({ orgId, id }: McpServerRuntime, auth: InternalClient): Promise<string> {
  const path = `/internal/v1/auth/organizations/${orgId}/servers/${id}/document`;
  return (await auth.request({ method: 'GET', path, answer: McpServerDocument })).document;
}

const BREAKER_LEVEL = { closed: 0, 'half-open': 1, open: 2 } as const;

function upstreamMetrics(metrics: Metrics, shared: SharedProcesses): UpstreamMetrics {
  const connections = metrics.gauge({
    name: 'gateway_active_connections',
    help: 'Connections to MCP servers',
    labels: ['server'] as const,
  });
  const breakers = metrics.gauge({
    name: 'gateway_circuit_breaker_state',
    help: '0 closed, 1 half open, 2 open',
    labels: ['server'] as const,
  });
  const processes = metrics.gauge({ name: 'gateway_stdio_processes', help: 'Processes of stdio servers' });
  const ended = metrics.counter({
    name: 'gateway_stdio_processes_ended_total',
    help: 'Processes of stdio servers that ended',
    labels: ['server', 'reason'] as const,
  });
  return {
    activeConnections: (server, count) => connections.set({ server: server.name }, count),
    breakerState: (server, state) => breakers.set({ server: server.name }, BREAKER_LEVEL[state]),
    processes: (running) => processes.set(running),
    processStarted: (server) => shared.started(server.id),
    processEnded: (server, reason) => {
      ended.inc({ server: server.name, reason });
      shared.ended(server.id);
    },
  };
}
