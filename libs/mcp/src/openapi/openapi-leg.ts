import type { McpServerRuntime } from '@gatewayops/contracts';
import { addForwarded } from '../http/connection.js';
import { statusFailure } from '../http/http-failure.js';
import type { HttpConnection } from '../http/connection.js';
import { isObject, memberOf, asSlice, stringOf } from '../raw/slice.js';
import type { Slice } from '../raw/slice.js';
import { ArgumentChecker, wordsOf } from '../schema/check-arguments.js';
import { LegFailure, NoSessions } from '../upstream/leg.js';
import type { Leg, LegAnswer, LegRawAnswer, LegRequest } from '../upstream/leg.js';
import { METHOD_NOT_FOUND, MODERN_VERSION } from '../upstream/protocol.js';
import type { TimerWheel } from '../upstream/timer-wheel.js';
import type { UpstreamDescription, UpstreamLimits } from '../upstream/types.js';
import { OpenApiDocument } from './document.js';
import { OpenApiFault } from './fault.js';
import { OpenApiTools } from './openapi-tools.js';
import type { OpenApiTool } from './openapi-tools.js';
import type { ParsedDocuments } from './parsed-documents.js';
import { restExchange } from './rest-exchange.js';
import { restRequest } from './rest-request.js';
import type { RestRequest } from './rest-request.js';
import { failed, restResult } from './rest-result.js';
import type { ToolResult } from './rest-result.js';
import { toolsPage } from './tools-page.js';
import { ArgumentProblem } from './write-parameter.js';

export interface OpenApiLegOptions {
  server: McpServerRuntime;
  connection: HttpConnection;
  wheel: TimerWheel;
  limits: UpstreamLimits;
  /** Shared by all servers, since it holds a limited number of schemas. */
  checker: ArgumentChecker;
  /** Shared likewise. */
  documents: ParsedDocuments;
  /** Where the server's entry comes without it. */
  documentOf: ((server: McpServerRuntime) => Promise<string>) | undefined;
  userAgent: string;
}

const USER_AGENT = 'user-agent';
const CAPABILITIES = '{"tools":{}}';
const INVALID_PARAMS = -32602;
/** Any answer is some result; JSON is the best one. */
const ACCEPT = 'application/json, */*;q=0.5';

/**
 * A REST service as an MCP server of 2026-07-28: all but `tools/call` is answered here from its OpenAPI document, and a call
 * is one HTTP request.
 */
export class OpenApiLeg implements Leg {
  readonly era = 'modern';
  private readonly basePath: string;

  constructor(private readonly options: OpenApiLegOptions) {
    this.basePath = options.connection.path.replace(/\/+$/, '');
  }

  /** Says what the document says; whether the service is well is seen when it is called. */
  async describe(): Promise<UpstreamDescription> {
    const { document } = await this.read();
    return {
      era: 'modern',
      transport: 'openapi',
      protocolVersion: MODERN_VERSION,
      protocolVersions: [MODERN_VERSION],
      capabilities: Buffer.from(CAPABILITIES),
      serverInfo: Buffer.from(JSON.stringify({ name: document.title, version: document.version })),
      instructions: null,
    };
  }

  takesSessions(): Promise<boolean> {
    return Promise.resolve(false);
  }

  openSession(): Promise<never> {
    const message = 'A REST service has no MCP sessions.';
    return Promise.reject(new NoSessions('upstream_error', message, { countsAgainst: false }));
  }

  async send(request: LegRequest): Promise<LegAnswer> {
    const params = asSlice(request.params);
    switch (request.method) {
      case 'tools/call':
        return this.call(request, params);
      case 'tools/list':
        return this.list(params);
      case 'server/discover':
        return answer('result', Buffer.from(await this.discovered()));
      case 'ping':
        return answer('result', Buffer.from('{"resultType":"complete"}'));
      default:
        return refused(METHOD_NOT_FOUND, 'A REST service has tools only.');
    }
  }

  /** Nothing that a client notifies of concerns a REST service. */
  notify(): Promise<void> {
    return Promise.resolve();
  }

  exchange(): Promise<LegRawAnswer> {
    const message = 'A REST service has no MCP sessions.';
    return Promise.reject(new LegFailure('upstream_error', message, { countsAgainst: false }));
  }

  close(): Promise<void> {
    this.options.connection.close();
    this.options.documents.forget(this);
    return Promise.resolve();
  }

  private async discovered(): Promise<string> {
    const { title: name, version } = (await this.read()).document;
    const meta = JSON.stringify({ 'io.modelcontextprotocol/serverInfo': { name, version } });
    const caching = '"ttlMs":60000,"cacheScope":"private"';
    return `{"resultType":"complete","supportedVersions":["${MODERN_VERSION}"],"capabilities":${CAPABILITIES},${caching},"_meta":${meta}}`;
  }

  private async list(params: Slice | null): Promise<LegAnswer> {
    const cursor = isObject(params) ? memberOf(params, 'cursor') : null;
    const page = await toolsPage(await this.read(), cursor === null ? null : (stringOf(cursor) ?? ''));
    return page ? answer('result', page) : refused(INVALID_PARAMS, 'This cursor is not known.');
  }

  private async call(request: LegRequest, params: Slice | null): Promise<LegAnswer> {
    const name = isObject(params) ? stringOf(memberOf(params, 'name')) : null;
    const tool = name === null ? null : await this.find(name);
    if (!tool) return refused(INVALID_PARAMS, `Unknown tool: ${(name ?? '').slice(0, 200)}`);
    const args = isObject(params) ? memberOf(params, 'arguments') : null;
    const rest = this.checkedRequest(tool, args);
    const { body, isError } = 'isError' in rest ? rest : await this.fetched(tool, rest, request);
    return { ...answer('result', body), isError };
  }

  /** The request, or the result that says why there is none. */
  private checkedRequest(tool: OpenApiTool, args: Slice | null): RestRequest | ToolResult {
    const verdict = this.options.checker.check(tool.inputSchema, args, this.options.server.orgId);
    if (verdict.kind === 'misfit') return failed(`The arguments do not fit: ${wordsOf(verdict.faults)}.`);
    if (verdict.kind === 'unchecked') return failed(`The arguments could not be checked. ${verdict.problem}`);
    try {
      return restRequest(this.basePath, tool, args);
    } catch (error) {
      if (error instanceof ArgumentProblem) return failed(error.message);
      throw error;
    }
  }

  private async fetched(tool: OpenApiTool, rest: RestRequest, request: LegRequest): Promise<ToolResult> {
    const { server, connection, wheel, limits } = this.options;
    const headers = ['accept', ACCEPT, 'accept-encoding', 'identity', 'traceparent', request.traceparent];
    headers.push(...rest.headers);
    const own = new Set(rest.headers.filter((_, i) => i % 2 === 0));
    const forwarded = Object.entries(request.headers).filter(([name]) => !own.has(name.toLowerCase()));
    addForwarded(headers, Object.fromEntries(forwarded), server.credential);
    // Some services refuse requests without it.
    if (!headers.includes(USER_AGENT)) headers.push(USER_AGENT, this.options.userAgent);
    const { timeoutMs, signal } = request;
    const bodyBytesMax = limits.answerBytesMax;
    const found = await restExchange(connection, { ...rest, headers }, { wheel, timeoutMs, bodyBytesMax, signal });
    // A token that ended is no matter of the caller's: it is renewed, and the call made again.
    if (found.status === 401 && server.credential.type === 'token') throw statusFailure(401, null);
    return restResult(found, tool.hasOutputSchema);
  }

  private async find(name: string): Promise<OpenApiTool | null> {
    const tools = await this.read();
    try {
      return tools.find(name);
    } catch (error) {
      throw asLegFailure(error);
    }
  }

  /** @throws LegFailure, and what asking for the document fails with */
  private async read(): Promise<OpenApiTools> {
    return this.options.documents.get(this, async () => {
      const { credential } = this.options.server;
      const own = new Set(credential.type === 'header' ? [credential.name.toLowerCase()] : []);
      const text = await this.documentText();
      try {
        return new OpenApiTools(OpenApiDocument.parse(text), own);
      } catch (error) {
        throw asLegFailure(error);
      }
    });
  }

  private async documentText(): Promise<string> {
    const { server, documentOf } = this.options;
    if (server.transport.type !== 'openapi') throw new TypeError('not an OpenAPI server');
    const { document } = server.transport;
    if (document !== null) return document;
    if (!documentOf) throw new TypeError('nobody to ask for the document');
    return documentOf(server);
  }
}

/** A document was checked when it was registered; this is about one that an older gateway took. */
function asLegFailure(error: unknown): unknown {
  if (!(error instanceof OpenApiFault)) return error;
  const message = `The OpenAPI document of the server cannot be used. ${error.message}`;
  return new LegFailure('upstream_error', message, { countsAgainst: false, cause: error });
}

function answer(kind: 'result' | 'error', body: Buffer): LegAnswer {
  return { kind, body, stream: null, isError: false, era: 'modern', httpStatus: 200 };
}

function refused(code: number, message: string): LegAnswer {
  return answer('error', Buffer.from(JSON.stringify({ code, message })));
}
