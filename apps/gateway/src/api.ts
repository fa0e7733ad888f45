import { ERRORS, type ErrorCode } from '@gatewayops/contracts';
import type { ApiDescription } from '@gatewayops/service';
import type { RestMethod } from './request-path/inbound.js';

type Json = Record<string, unknown>;
type Paths = NonNullable<ApiDescription['paths']>;

/** What any call can fail with, before it is sent and after. */
const CALL_ERRORS: readonly ErrorCode[] = [
  'bad_request', 'validation_error', 'unauthorized', 'invalid_token', 'forbidden', 'insufficient_scope', 'not_found', 'method_not_allowed',
  'payload_too_large', 'unsupported_media_type', 'rate_limited', 'internal_error', 'upstream_error', 'auth_unavailable',
  'service_unavailable', 'circuit_open', 'overloaded', 'delivery_unavailable', 'timeout',
]; // prettier-ignore

const text = (description: string): Json => ({ type: 'string', minLength: 1, description });
const object = (properties: Record<string, Json>, required: readonly string[]): Json => ({
  type: 'object',
  properties,
  required,
});
const anyObject = (description: string): Json => ({ type: 'object', additionalProperties: true, description });
const cursor = object({ cursor: text('`nextCursor` of the page before') }, []);

/** Of a call whose server may ask something back. */
const ASKING: Record<string, Json> = {
  capabilities: anyObject(
    'What the caller can be asked, as MCP has it, e.g. `{"elicitation":{}}`; absent: nothing is asked',
  ),
  inputResponses: anyObject('Answers to `inputRequests`, by their keys; all else of the call stays as it was'),
  requestState: text('As it came with `inputRequests`'),
};

interface RestOperation {
  readonly id: string;
  readonly summary: string;
  readonly body: Json;
}

const OPERATIONS: Record<RestMethod, RestOperation> = {
  'tools/call': {
    id: 'callTool',
    summary: 'Calls a tool of an MCP server',
    body: object(
      { tool: text('Name of the tool'), arguments: anyObject('Arguments, passed on byte for byte'), ...ASKING },
      ['tool', 'arguments'],
    ),
  },
  'tools/list': { id: 'listTools', summary: 'Lists the tools that the key may call', body: cursor },
  'resources/read': {
    id: 'readResource',
    summary: 'Reads a resource',
    body: object({ uri: text('URI of the resource'), ...ASKING }, ['uri']),
  },
  'resources/list': { id: 'listResources', summary: 'Lists the resources that the key may read', body: cursor },
  'prompts/get': {
    id: 'getPrompt',
    summary: 'Gets a prompt',
    body: object({ name: text('Name of the prompt'), arguments: anyObject('Arguments of the prompt'), ...ASKING }, [
      'name',
    ]),
  },
  'prompts/list': { id: 'listPrompts', summary: 'Lists the prompts that the key may use', body: cursor },
};

const METADATA = object(
  {
    trace_id: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    latency_ms: { type: 'integer', minimum: 0 },
    cost: { type: 'number', minimum: 0, description: 'US dollars, an exact decimal' },
    cost_micro_usd: { type: 'integer', minimum: 0 },
  },
  ['trace_id', 'latency_ms', 'cost', 'cost_micro_usd'],
);
const ANSWER = object({ result: anyObject('The result as the MCP server wrote it'), metadata: METADATA }, [
  'result',
  'metadata',
]);

const INPUT_REQUIRED = object(
  {
    inputRequests: anyObject('What is asked, by keys: each with a `method` and its `params`'),
    requestState: { type: ['string', 'null'], description: 'To be sent back as it is' },
    metadata: METADATA,
  },
  ['inputRequests', 'requestState', 'metadata'],
);
const TASK = object({ task: anyObject('The task as the MCP server wrote it'), metadata: METADATA }, [
  'task',
  'metadata',
]);

const ERROR_BODY = object(
  {
    error: object(
      {
        code: { type: 'string', enum: Object.keys(ERRORS) },
        message: { type: 'string' },
        details: {
          type: 'array',
          items: object({ field: { type: 'string' }, message: { type: 'string' } }, ['field', 'message']),
        },
        request_id: { type: 'string' },
      },
      ['code', 'message', 'request_id'],
    ),
  },
  ['error'],
);

const json = (description: string, schema: Json): Json => ({
  description,
  content: { 'application/json': { schema } },
});
const header = (type: string, description: string): Json => ({ description, schema: { type } });

const HEADERS: Json = {
  'X-Request-ID': header('string', 'Of this request'),
  'X-Trace-ID': header('string', 'Of the trace that the call belongs to'),
  'X-RateLimit-Limit': header('integer', 'Requests a second of the tightest limit'),
  'X-RateLimit-Remaining': header('integer', 'Calls that it admits now'),
  'X-RateLimit-Reset': header('integer', 'Seconds until it has all of its burst again'),
};

function responses(success: Record<string, Json>): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of CALL_ERRORS)
    byStatus.set(ERRORS[code].status, [...(byStatus.get(ERRORS[code].status) ?? []), code]);
  const failures = [...byStatus].map(([status, codes]) => [
    String(status),
    json(codes.map((code) => `\`${code}\`: ${ERRORS[code].message}`).join(' '), ERROR_BODY),
  ]);
  return { ...success, ...Object.fromEntries(failures) };
}

const SERVER_PARAMETER: Json = {
  name: 'server',
  in: 'path',
  required: true,
  description: 'Name of a server of the organisation',
  schema: { type: 'string' },
};

const operation = (
  id: string,
  summary: string,
  success: Record<string, Json>,
  body?: Json,
  parameters: readonly Json[] = [SERVER_PARAMETER],
): Json => ({
  operationId: id,
  summary,
  tags: ['Gateway'],
  security: [{ bearer: [] }],
  parameters,
  ...(body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
  responses: responses(success),
});

const EVENTS =
  'Events where `Accept` has `text/event-stream`: `message` (JSON-RPC notifications, e.g. progress), then one of `result`, `input_required`, `task`, `error`';
const answered: Json = {
  description: 'The answer',
  content: {
    'application/json': { schema: ANSWER },
    'text/event-stream': { schema: { type: 'string', description: EVENTS } },
  },
  headers: HEADERS,
};
const pending: Json = {
  ...json('The server asks something, or has begun a task', { oneOf: [INPUT_REQUIRED, TASK] }),
  headers: { ...HEADERS, Location: header('string', 'Of a task') },
};

function restPaths(): Json {
  const entries = Object.entries(OPERATIONS).map(([method, { id, summary, body }]) => {
    const asks = 'capabilities' in (body['properties'] as Json);
    const success = asks ? { '200': answered, '202': pending } : { '200': answered };
    return [`/v1/mcp/{server}/${method}`, { post: operation(id, summary, success, body) }];
  });
  return Object.fromEntries(entries) as Json;
}

const TASK_PARAMETER: Json = {
  name: 'task',
  in: 'path',
  required: true,
  description: 'From `Location`',
  schema: { type: 'string' },
};
const ofTask = (id: string, summary: string, body?: Json): Json =>
  operation(id, summary, { '200': answered }, body, [SERVER_PARAMETER, TASK_PARAMETER]);
const taskPath: Json = {
  get: ofTask('getTask', 'Says how far a task is'),
  post: ofTask(
    'updateTask',
    'Answers what a task asks',
    object({ inputResponses: ASKING['inputResponses']! }, ['inputResponses']),
  ),
  delete: ofTask('cancelTask', 'Cancels a task'),
};

const MESSAGE = anyObject('One JSON-RPC 2.0 message of the Model Context Protocol');
const MESSAGES: Json = {
  oneOf: [MESSAGE, { type: 'array', items: MESSAGE, description: 'Several at once, at 2025-03-26 alone' }],
};

/** @param suffix of the operations' ids */
const mcpPath = (suffix: string, whose: string, parameters: readonly Json[]): Json => ({
  post: operation(
    `send${suffix}McpMessage`,
    `The MCP endpoint of ${whose} (Streamable HTTP)`,
    {
      '200': json('The response; as `text/event-stream` where messages go before it', MESSAGES),
      '202': { description: 'A notification was taken' },
    },
    MESSAGES,
    parameters,
  ),
  get: operation(
    `open${suffix}McpStream`,
    'Opens the stream of a session (up to 2025-11-25)',
    {
      '200': {
        description: 'Messages of the server',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
    },
    undefined,
    parameters,
  ),
  delete: operation(
    `end${suffix}McpSession`,
    'Ends a session (up to 2025-11-25)',
    { '204': { description: 'Ended' } },
    undefined,
    parameters,
  ),
});

/** @param suffix of the operations' ids */
const ssePath = (suffix: string, whose: string, parameters: readonly Json[]): Json => ({
  get: operation(
    `open${suffix}SseStream`,
    `The MCP endpoint of ${whose} over HTTP+SSE, the transport of 2024-11-05: opens a stream`,
    {
      '200': {
        description: 'The event `endpoint` with the address to post to, then every message of the server',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
    },
    undefined,
    parameters,
  ),
  post: operation(
    `send${suffix}SseMessage`,
    'Sends a message to the server of an open stream; what comes of it is told there',
    { '202': { description: 'The message was taken' } },
    MESSAGE,
    [...parameters, SESSION_PARAMETER],
  ),
});
const SESSION_PARAMETER: Json = {
  name: 'sessionId',
  in: 'query',
  required: true,
  description: 'As the event `endpoint` has it',
  schema: { type: 'string' },
};

/** The gateway's public API. Its routes lie below the framework, so they are described here and not by decorators. */
export const api: ApiDescription = {
  service: 'gateway',
  title: 'GatewayOps gateway',
  description: 'The way of agents to MCP servers: authenticated, limited, priced and traced.',
  controllers: [],
  paths: {
    ...restPaths(),
    '/v1/mcp/{server}': mcpPath('', 'a server', [SERVER_PARAMETER]),
    '/v1/mcp/{server}/sse': ssePath('', 'a server', [SERVER_PARAMETER]),
    '/v1/mcp/{server}/tasks/{task}': taskPath,
    '/v1/mcp': mcpPath('All', 'all servers as one', []),
    '/v1/mcp/sse': ssePath('All', 'all servers as one', []),
  } as Paths,
};
