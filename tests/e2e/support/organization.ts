export interface ServiceUrls {
  readonly auth: string;
  readonly cost: string;
  readonly trace: string;
  readonly gateway: string;
}

/** What came back, with its body read as JSON where it is some. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export const EVERYTHING_ALLOWED = {
  mcp: [{ server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] }],
  permissions: ['traces:read', 'costs:read'],
};

const TIMEOUT_MS = 20_000;

/** Any request, with a bearer credential where one is given. */
export async function send(
  method: string,
  url: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const { token, body, headers } = options;
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): Reply['json'] {
  try {
    return JSON.parse(text) as Reply['json'];
  } catch {
    return {} as Reply['json'];
  }
}

/** An organisation and what its administrator does: everything through the public APIs. */
export class Organization {
  private constructor(
    readonly id: string,
    readonly urls: ServiceUrls,
    private readonly adminToken: string,
  ) {}

  static async create(
    urls: ServiceUrls,
    adminToken: string,
    name: string,
    limits = { rps: 10_000, burst: 10_000 },
  ): Promise<Organization> {
    const made = await send('POST', `${urls.auth}/v1/orgs`, { token: adminToken, body: { name, rate_limit: limits } });
    return new Organization(idOf(made), urls, adminToken);
  }

  /** A request of the administrator. */
  admin(method: string, url: string, body?: unknown): Promise<Reply> {
    return send(method, url, {
      token: this.adminToken,
      headers: { 'x-organization-id': this.id },
      ...(body === undefined ? {} : { body }),
    });
  }

  async addHttpServer(name: string, url: string, settings: Record<string, unknown> = {}): Promise<string> {
    const body = { name, transport: { type: 'streamable-http', url }, settings };
    return idOf(await this.admin('POST', `${this.urls.auth}/v1/mcp-servers`, body));
  }

  async addStdioServer(name: string, catalogEntry: string): Promise<string> {
    const body = { name, transport: { type: 'stdio', catalog_entry: catalogEntry } };
    return idOf(await this.admin('POST', `${this.urls.auth}/v1/mcp-servers`, body));
  }

  async addPrice(server: string, tool: string, priceMicroUsd: number): Promise<string> {
    const body = { mcp_server: server, tool, price_micro_usd: priceMicroUsd };
    return idOf(await this.admin('POST', `${this.urls.cost}/v1/prices`, body));
  }

  async createKey(
    scopes: unknown = EVERYTHING_ALLOWED,
    limits = { rps: 10_000, burst: 10_000 },
  ): Promise<{ id: string; key: string }> {
    const body = { name: 'Test', scopes, rate_limit: limits };
    const made = await this.admin('POST', `${this.urls.auth}/v1/auth/keys`, body);
    return { id: idOf(made), key: String(made.json['key']) };
  }

  revokeKey(id: string): Promise<Reply> {
    return this.admin('DELETE', `${this.urls.auth}/v1/auth/keys/${id}`);
  }

  /** A REST call of a tool; `gatewayUrl` chooses a replica. */
  callTool(key: string, server: string, tool: string, args: unknown, gatewayUrl = this.urls.gateway): Promise<Reply> {
    return send('POST', `${gatewayUrl}/v1/mcp/${server}/tools/call`, { token: key, body: { tool, arguments: args } });
  }
}

function idOf(reply: Reply): string {
  const { id } = reply.json;
  if (typeof id !== 'string') throw new Error(`Expected something with an id, got ${reply.status} ${reply.text}`);
  return id;
}

/** Asks again until `done` or `withinMs`; the last answer either way. */
export async function until<T>(ask: () => Promise<T>, done: (answer: T) => boolean, withinMs: number): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (done(answer) || performance.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
