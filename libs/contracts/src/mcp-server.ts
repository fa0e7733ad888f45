import { z } from 'zod';
import { Uuid } from './ids.js';
import { RuntimeCredential } from './mcp-credential.js';

/** Words that stand in our own paths, so that no server can be called so. */
export const RESERVED_SERVER_NAMES = [
  'sse', 'tools', 'resources', 'prompts', 'health', 'ready', 'metrics', 'openapi.json', 'mcp', 'message', 'messages',
  'completion', 'logging', 'tasks', 'servers', 'admin', 'internal', 'well-known', '.well-known',
] as const; // prettier-ignore

/** The `{server}` of an address: lower case, 1 to 64 characters, none of ours. */
export const McpServerName = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/,
    'use 1 to 64 of a-z, 0-9, `.`, `_`, `-`, not at either end the last three',
  )
  .refine((name) => !(RESERVED_SERVER_NAMES as readonly string[]).includes(name), 'this name is reserved');

/** Of an OpenAPI document, as JSON text in UTF-8. */
export const OPENAPI_DOCUMENT_BYTES_MAX = 2 * 1024 * 1024;

export const OpenApiDocumentText = z
  .string()
  .max(OPENAPI_DOCUMENT_BYTES_MAX)
  .describe('OpenAPI 3.0, 3.1 or 3.2, as JSON text');

/**
 * How the gateway reaches a server. `stdio` names an entry of the operator's catalogue, never a command. `openapi` is a REST
 * service whose operations are tools.
 */
export const McpTransport = z.discriminatedUnion('type', [
  z.object({ type: z.literal('streamable-http'), url: z.url({ protocol: /^https?$/ }).max(500) }),
  z.object({
    type: z.literal('stdio'),
    catalogEntry: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
    arguments: z
      .record(z.string().max(64), z.string().max(4096))
      .default({})
      .describe('Values for the entry’s declared arguments'),
  }),
  z.object({
    type: z.literal('openapi'),
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .describe('What the paths of the document are appended to'),
    document: OpenApiDocumentText.nullable().describe('null where it is to be asked for by itself'),
  }),
]);
export type McpTransport = z.infer<typeof McpTransport>;

/** What an operator may set of a server; the defaults are the specification's. */
export const McpServerSettings = z.object({
  timeoutMs: z.number().int().min(100).max(3_600_000).default(30_000).describe('A call, from send to last byte'),
  connectTimeoutMs: z.number().int().min(50).max(60_000).default(5_000),
  maxConcurrency: z.number().int().min(1).max(10_000).default(256).describe('Calls under way at once on one gateway'),
  maxRetries: z.number().int().min(0).max(5).default(2).describe('Only where a repeat is harmless'),
  repeatableTools: z
    .array(z.string().min(1).max(256))
    .max(200)
    .default([])
    .describe('Patterns of tools whose call may be repeated after a failure'),
  forwardHeaders: z
    .array(z.string().regex(/^[A-Za-z0-9-]{1,64}$/))
    .max(20)
    .default([])
    .describe('Client headers passed on; all others stay here'),
  checkArguments: z
    .boolean()
    .default(false)
    .describe('Whether arguments that do not fit the tool’s input schema are refused before the call'),
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{0,32}$/, 'use at most 32 of A-Z, a-z, 0-9, `_`, `.`, `-`')
    .nullable()
    .default(null)
    .describe(
      'Before this server’s names where several are served as one; its name and `_` unless set, none where empty',
    ),
});
export type McpServerSettings = z.infer<typeof McpServerSettings>;

/** How names of several servers are kept apart where they are served as one: by a prefix each, or not at all. */
export const McpNaming = z.enum(['prefixed', 'identity']);
export type McpNaming = z.infer<typeof McpNaming>;

/** A server made of chosen tools of others, as the gateway needs it. */
export const VirtualServerRuntime = z.object({
  id: Uuid,
  orgId: Uuid,
  name: McpServerName,
  naming: McpNaming,
  tools: z.array(
    z.object({
      serverId: Uuid,
      tool: z.string(),
      name: z.string().nullable().describe('What it is called here; as `naming` says where null'),
      description: z.string().nullable().describe('Instead of the server’s own'),
    }),
  ),
  enabled: z.boolean(),
  version: z.number().int(),
});
export type VirtualServerRuntime = z.infer<typeof VirtualServerRuntime>;

/** A server as the gateway needs it, credentials in the clear: only over the internal API, never in a log. */
export const McpServerRuntime = z.object({
  id: Uuid,
  orgId: Uuid,
  name: McpServerName,
  transport: McpTransport,
  credential: RuntimeCredential,
  settings: McpServerSettings,
  enabled: z.boolean(),
  version: z.number().int().describe('Raised by each change, so that pools made for an older one are closed'),
});
export type McpServerRuntime = z.infer<typeof McpServerRuntime>;

/** What a connection test found out. */
export const McpProbeReport = z.object({
  ok: z.boolean(),
  era: z.enum(['modern', 'legacy']).nullable().describe('modern: 2026-07-28; legacy: with `initialize`'),
  protocolVersion: z.string().nullable(),
  serverInfo: z.object({ name: z.string(), version: z.string() }).nullable(),
  capabilities: z.array(z.string()),
  toolCount: z.number().int().nullable(),
  latencyMs: z.number().int(),
  problem: z.string().nullable().describe('What is wrong and what to do, in one sentence'),
});
export type McpProbeReport = z.infer<typeof McpProbeReport>;

/** What gateways last saw of a server; kept in Redis, written by every replica. */
export const McpServerHealth = z.object({
  state: z.enum(['unknown', 'healthy', 'failing', 'open']).describe('open: the circuit breaker refuses calls'),
  lastSuccessAt: z.iso.datetime().nullable(),
  lastFailureAt: z.iso.datetime().nullable(),
  lastError: z.string().nullable(),
});
export type McpServerHealth = z.infer<typeof McpServerHealth>;

/** How one gateway replica finds a server right now; kept in Redis for some seconds. */
export const ReplicaServerState = z.object({
  breaker: z.enum(['closed', 'half-open', 'open']),
  latencyMs: z.number().min(0).nullable().describe('Of its last answers, the newer the weightier'),
});
export type ReplicaServerState = z.infer<typeof ReplicaServerState>;

/** What a gateway knows of a server's tools, each as the server wrote it. */
export const ServerToolsReport = z.object({
  tools: z.array(z.record(z.string(), z.unknown())),
  isWhole: z.boolean(),
  problem: z.string().nullable(),
});
export type ServerToolsReport = z.infer<typeof ServerToolsReport>;
