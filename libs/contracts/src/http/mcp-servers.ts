import { z } from 'zod';
import { Uuid } from '../ids.js';
import { McpCredential } from '../mcp-credential.js';
import {
  McpServerHealth, McpServerName, McpServerSettings, McpTransport, OpenApiDocumentText,
} from '../mcp-server.js'; // prettier-ignore
import { PageQuery, pageOf } from '../pagination.js';
import { Timestamp } from './fields.js';

const [HttpTransport, StdioTransport, OpenApiTransport] = McpTransport.options;
const limits = McpServerSettings.shape;

const transports = [
  z.strictObject({ type: z.literal('streamable-http'), url: HttpTransport.shape.url }),
  z.strictObject({
    type: z.literal('stdio'),
    catalog_entry: StdioTransport.shape.catalogEntry.describe('An entry of the operator’s catalogue'),
    arguments: StdioTransport.shape.arguments,
  }),
] as const;

/** What is told of an OpenAPI document without the document itself. */
export const OpenApiSummary = z
  .object({
    openapi: z.string().describe('The revision that the document names'),
    title: z.string(),
    version: z.string(),
    bytes: z.number().int(),
    tools: z.number().int().describe('How many operations are tools'),
    left_out: z
      .array(z.object({ operation: z.string(), reason: z.string() }))
      .describe('Operations that are none, and why; the first 50'),
  })
  .meta({ id: 'OpenApiSummary' });
export type OpenApiSummary = z.infer<typeof OpenApiSummary>;

/** `McpTransport` in the form of the public API. */
export const ServerTransport = z
  .discriminatedUnion('type', [
    ...transports,
    z.strictObject({
      type: z.literal('openapi'),
      base_url: OpenApiTransport.shape.baseUrl,
      document: OpenApiSummary.describe('`GET /v1/mcp-servers/{id}/document` has the document itself'),
    }),
  ])
  .meta({ id: 'ServerTransport' });
export type ServerTransport = z.infer<typeof ServerTransport>;

/** `ServerTransport` as it is registered: an OpenAPI document comes whole. */
export const NewServerTransport = z
  .discriminatedUnion('type', [
    ...transports,
    z.strictObject({
      type: z.literal('openapi'),
      base_url: OpenApiTransport.shape.baseUrl
        .refine((url) => !/[?#]/.test(url), 'no query and no fragment')
        .optional()
        .describe(
          'What the paths of the document are appended to; unless given, the first absolute URL of its `servers`',
        ),
      document: OpenApiDocumentText.min(1),
    }),
  ])
  .meta({ id: 'NewServerTransport' });
export type NewServerTransport = z.infer<typeof NewServerTransport>;

/** `GET /v1/mcp-servers/{id}/document` */
export const McpServerDocument = z
  .object({ document: z.string().describe('The OpenAPI document as it was registered, as JSON text') })
  .meta({ id: 'McpServerDocument' });
export type McpServerDocument = z.infer<typeof McpServerDocument>;

/** `McpServerSettings` in the form of the public API. */
export const ServerSettings = z
  .strictObject({
    timeout_ms: limits.timeoutMs,
    connect_timeout_ms: limits.connectTimeoutMs,
    max_concurrency: limits.maxConcurrency,
    max_retries: limits.maxRetries,
    repeatable_tools: limits.repeatableTools,
    forward_headers: limits.forwardHeaders,
    check_arguments: limits.checkArguments,
    prefix: limits.prefix,
  })
  .meta({ id: 'ServerSettings' });
export type ServerSettings = z.infer<typeof ServerSettings>;

/** As `ServerSettings`; what is not named stays. */
const unwrapped = {
  timeout_ms: limits.timeoutMs.unwrap(),
  connect_timeout_ms: limits.connectTimeoutMs.unwrap(),
  max_concurrency: limits.maxConcurrency.unwrap(),
  max_retries: limits.maxRetries.unwrap(),
  repeatable_tools: limits.repeatableTools.unwrap(),
  forward_headers: limits.forwardHeaders.unwrap(),
  check_arguments: limits.checkArguments.unwrap(),
  prefix: limits.prefix.unwrap(),
};
export const ServerSettingsChange = z.strictObject(unwrapped).partial();
export type ServerSettingsChange = z.infer<typeof ServerSettingsChange>;

/** What is known of a credential without telling it. */
export const CredentialKind = z.enum([
  'none',
  'bearer',
  'header',
  'basic',
  'environment',
  'mtls',
  'oauth_client_credentials',
  'oauth_user',
]);
export type CredentialKind = z.infer<typeof CredentialKind>;

export const McpServer = z
  .object({
    id: Uuid,
    name: z.string(),
    transport: ServerTransport,
    credential: z.object({ type: CredentialKind }).describe('The secret itself is never answered'),
    settings: ServerSettings,
    enabled: z.boolean(),
    version: z.number().int().describe('Raised by each change'),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'McpServer' });
export type McpServer = z.infer<typeof McpServer>;

/** `POST /v1/mcp-servers` */
export const CreateMcpServer = z
  .strictObject({
    name: McpServerName,
    transport: NewServerTransport,
    credential: McpCredential.default({ type: 'none' }),
    settings: ServerSettings.prefault({}),
    enabled: z.boolean().default(true),
  })
  .meta({ id: 'CreateMcpServer' });
export type CreateMcpServer = z.infer<typeof CreateMcpServer>;

/** `PATCH /v1/mcp-servers/{id}`: what is not named stays. */
export const UpdateMcpServer = z
  .strictObject({
    name: McpServerName.optional(),
    transport: NewServerTransport.optional(),
    credential: McpCredential.optional(),
    settings: ServerSettingsChange.optional(),
    enabled: z.boolean().optional(),
    version: z.number().int().optional().describe('Refused with 409 where the server has another by now'),
  })
  .meta({ id: 'UpdateMcpServer' });
export type UpdateMcpServer = z.infer<typeof UpdateMcpServer>;

const queryFlag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Query of `GET /v1/mcp-servers` */
export const McpServerQuery = PageQuery.extend({
  name: z.string().max(64).optional(),
  enabled: queryFlag.optional(),
});
export type McpServerQuery = z.infer<typeof McpServerQuery>;

export const McpServerPage = pageOf(McpServer).meta({ id: 'McpServerPage' });
export type McpServerPage = z.infer<typeof McpServerPage>;

/** `POST /v1/mcp-servers/{id}/test` */
export const McpServerTest = z
  .object({
    ok: z.boolean(),
    era: z.enum(['modern', 'legacy']).nullable(),
    protocol_version: z.string().nullable(),
    server_info: z.object({ name: z.string(), version: z.string() }).nullable(),
    capabilities: z.array(z.string()),
    tool_count: z.number().int().nullable(),
    latency_ms: z.number().int(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'McpServerTest' });
export type McpServerTest = z.infer<typeof McpServerTest>;

/** `GET /v1/mcp-servers/{id}/health` */
export const McpServerHealthView = z
  .object({
    state: McpServerHealth.shape.state,
    last_success_at: McpServerHealth.shape.lastSuccessAt,
    last_failure_at: McpServerHealth.shape.lastFailureAt,
    last_error: McpServerHealth.shape.lastError,
  })
  .meta({ id: 'McpServerHealth' });
export type McpServerHealthView = z.infer<typeof McpServerHealthView>;

/** One tool of a server, as the server describes it. */
export const McpServerTool = z
  .object({
    name: z.string(),
    title: z.string().nullable(),
    description: z.string().nullable(),
    input_schema: z.record(z.string(), z.unknown()).nullable(),
    output_schema: z.record(z.string(), z.unknown()).nullable(),
    annotations: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('Hints of the server’s own: not to be relied on'),
  })
  .meta({ id: 'McpServerTool' });
export type McpServerTool = z.infer<typeof McpServerTool>;

/** `GET /v1/mcp-servers/{id}/tools` */
export const McpServerToolPage = pageOf(McpServerTool)
  .extend({
    total: z.number().int().min(0),
    is_whole: z.boolean().describe('Whether the server has no more than are known'),
    problem: z.string().nullable().describe('Why the tools could not be had'),
  })
  .meta({ id: 'McpServerToolPage' });
export type McpServerToolPage = z.infer<typeof McpServerToolPage>;

const Replicas = z.number().int().min(0);

/** One server in `GET /v1/mcp-servers/health`. */
export const McpServerStatus = z
  .object({
    server_id: Uuid,
    name: z.string(),
    enabled: z.boolean(),
    ...McpServerHealthView.shape,
    latency_ms: z
      .number()
      .min(0)
      .nullable()
      .describe('Of its last answers, over all gateways; null without recent calls'),
    breakers: z
      .object({ closed: Replicas, half_open: Replicas, open: Replicas })
      .describe(
        'Gateways by the state of their circuit breaker for it; those that did not call it lately are not in it',
      ),
  })
  .meta({ id: 'McpServerStatus' });
export type McpServerStatus = z.infer<typeof McpServerStatus>;

export const McpServerStatusPage = pageOf(McpServerStatus).meta({ id: 'McpServerStatusPage' });
export type McpServerStatusPage = z.infer<typeof McpServerStatusPage>;
