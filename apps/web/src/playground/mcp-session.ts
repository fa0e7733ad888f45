import '../api/no-eval';
import { Client, ProtocolError, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { CallToolResult, ElicitRequest, ElicitResult, Progress, Tool } from '@modelcontextprotocol/client';
import { errorOf } from '../api/api-error';
import type { Bearer } from './bearer';
import { CallError } from './call-error';
import { CAPABILITIES } from './list-tools';

export type { CallToolResult, ElicitRequest, ElicitResult, Progress, Tool };

/** A server may take long, and waits for the person where it asks something. */
const CALL_MS_MAX = 15 * 60_000;
const REVISION = '2026-07-28';

export interface SessionOptions {
  /** Of the gateway, on this origin: `/v1/mcp/{server}`. */
  path: string;
  bearer: Bearer;
  /** What the server asks the person in the middle of a call. */
  ask: (question: ElicitRequest['params']) => Promise<ElicitResult>;
}

export interface CallOutcome {
  result: CallToolResult;
  /** Of the trace that the gateway made of it. */
  traceId: string | null;
}

/** A client of the gateway's MCP endpoint, as any agent is one. */
export class McpSession {
  private traceId: string | null = null;

  private constructor(
    private readonly options: SessionOptions,
    private readonly client: Client,
  ) {}

  static async open(options: SessionOptions): Promise<McpSession> {
    const client = new Client(
      { name: 'gatewayops-playground', version: '1.0.0' },
      {
        capabilities: CAPABILITIES,
        versionNegotiation: { mode: { pin: REVISION } },
      },
    );
    client.setRequestHandler('elicitation/create', ({ params }) => options.ask(params));
    const session = new McpSession(options, client);
    const url = new URL(options.path, window.location.origin);
    const fetchIt = (input: string | URL, init?: RequestInit): Promise<Response> => session.send(input, init);
    await client.connect(new StreamableHTTPClientTransport(url, { fetch: fetchIt }));
    // Which arguments go into headers, and what results have to look like, the client knows from the list.
    await client.listTools();
    return session;
  }

  /** @throws CallError, or what the client says of an answer that is none */
  async call(
    name: string,
    args: Record<string, unknown>,
    { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: Progress) => void },
  ): Promise<CallOutcome> {
    this.traceId = null;
    const options = { signal, onprogress: onProgress, timeout: CALL_MS_MAX, resetTimeoutOnProgress: true };
    try {
      const result = await this.client.callTool({ name, arguments: args }, options);
      return { result, traceId: this.traceId };
    } catch (error) {
      if (error instanceof ProtocolError) throw new CallError(error.message, String(error.code), null, this.traceId);
      throw error;
    }
  }

  close(): void {
    void this.client.close().catch(() => undefined);
  }

  private async send(input: string | URL, init?: RequestInit): Promise<Response> {
    const headers = new Headers(init?.headers);
    headers.set('authorization', await this.options.bearer.header());
    // The bearer says who calls: the session's cookie has no business there.
    const response = await fetch(input, { ...init, headers, credentials: 'omit', cache: 'no-store' });
    this.traceId = response.headers.get('x-trace-id') ?? this.traceId;
    if (!response.ok) throw await this.failureOf(response);
    return response;
  }

  private async failureOf(response: Response): Promise<CallError> {
    const { status, code, message, requestId } = await errorOf(response);
    return new CallError(message || `HTTP ${status}`, code === 'unknown' ? null : code, requestId, this.traceId);
  }
}
