import type {
  McpProbeReport,
  McpServerHealth,
  McpServerHealthView,
  McpServerSettings,
  McpServerTest,
  NewServerTransport,
  ServerSettings,
  ServerSettingsChange,
  ServerTransport,
} from '@gatewayops/contracts';
import type { StoredTransport } from './stored-transport.js';

/** Between the public API's snake_case and what services tell each other. */
export function toTransport(transport: Exclude<NewServerTransport, { type: 'openapi' }>): StoredTransport {
  if (transport.type === 'streamable-http') return transport;
  const { type, catalog_entry, arguments: values } = transport;
  return { type, catalogEntry: catalog_entry, arguments: values };
}

export function fromTransport(transport: StoredTransport): ServerTransport {
  if (transport.type === 'streamable-http') return transport;
  if (transport.type === 'openapi') {
    return { type: 'openapi', base_url: transport.baseUrl, document: transport.document };
  }
  const { type, catalogEntry, arguments: values } = transport;
  return { type, catalog_entry: catalogEntry, arguments: values };
}

export function toSettings(settings: ServerSettings): McpServerSettings {
  return {
    timeoutMs: settings.timeout_ms,
    connectTimeoutMs: settings.connect_timeout_ms,
    maxConcurrency: settings.max_concurrency,
    maxRetries: settings.max_retries,
    repeatableTools: settings.repeatable_tools,
    forwardHeaders: settings.forward_headers,
    checkArguments: settings.check_arguments,
    prefix: settings.prefix,
  };
}

export function fromSettings(settings: McpServerSettings): ServerSettings {
  return {
    timeout_ms: settings.timeoutMs,
    connect_timeout_ms: settings.connectTimeoutMs,
    max_concurrency: settings.maxConcurrency,
    max_retries: settings.maxRetries,
    repeatable_tools: settings.repeatableTools,
    forward_headers: settings.forwardHeaders,
    check_arguments: settings.checkArguments,
    prefix: settings.prefix,
  };
}

export function changedSettings(before: McpServerSettings, change: ServerSettingsChange): McpServerSettings {
  return toSettings({ ...fromSettings(before), ...(change as Partial<ServerSettings>) });
}

export function fromProbe(report: McpProbeReport): McpServerTest {
  return {
    ok: report.ok,
    era: report.era,
    protocol_version: report.protocolVersion,
    server_info: report.serverInfo,
    capabilities: report.capabilities,
    tool_count: report.toolCount,
    latency_ms: report.latencyMs,
    problem: report.problem,
  };
}

export function fromHealth(health: McpServerHealth): McpServerHealthView {
  return {
    state: health.state,
    last_success_at: health.lastSuccessAt,
    last_failure_at: health.lastFailureAt,
    last_error: health.lastError,
  };
}
