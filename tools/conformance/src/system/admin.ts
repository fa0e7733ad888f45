const TIMEOUT_MS = 15_000;
const NO_LIMIT = { rps: 1_000_000, burst: 1_000_000 };

export type ServerTransport =
  | { type: 'streamable-http'; url: string }
  | { type: 'stdio'; catalog_entry: string; arguments: Record<string, string> };

/** What has to be there before the suite can be run through the gateway, made through the public API. */
export class Admin {
  constructor(
    private readonly authUrl: string,
    private readonly adminToken: string,
  ) {}

  /** One whose servers keep their names where they are served as one. Gives the id. */
  createOrganization(name: string): Promise<string> {
    const settings = { mcp_naming: 'identity' };
    return this.#post('/v1/orgs', null, { name, settings, rate_limit: NO_LIMIT }, 'id');
  }

  createServer(orgId: string, name: string, transport: ServerTransport): Promise<string> {
    return this.#post('/v1/mcp-servers', orgId, { name, transport, settings: { max_concurrency: 1_000 } }, 'id');
  }

  /** A key that may do everything with one server. Gives the secret. */
  createKey(orgId: string, server: string): Promise<string> {
    const scopes = { mcp: [{ server, tools: ['*'], resources: ['*'], prompts: ['*'] }], permissions: [] };
    const body = { name: server, agent_name: 'conformance', scopes, rate_limit: NO_LIMIT };
    return this.#post('/v1/auth/keys', orgId, body, 'key');
  }

  async #post(path: string, orgId: string | null, body: object, field: string): Promise<string> {
    const response = await fetch(`${this.authUrl}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.adminToken}`,
        'content-type': 'application/json',
        ...(orgId === null ? {} : { 'x-organization-id': orgId }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path} answered ${response.status} ${text}`);
    return String((JSON.parse(text) as Record<string, unknown>)[field]);
  }
}
