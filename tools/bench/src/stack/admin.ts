const TIMEOUT_MS = 15_000;

interface Limit {
  rps: number;
  burst: number;
}

/** What has to be made before calls can be made, through the public API. */
export class Admin {
  readonly #authUrl: string;
  readonly #costUrl: string;
  readonly #token: string;

  constructor(authUrl: string, costUrl: string, token: string) {
    this.#authUrl = authUrl;
    this.#costUrl = costUrl;
    this.#token = token;
  }

  createOrganization(body: { name: string; rate_limit: Limit }): Promise<string> {
    return this.#post(`${this.#authUrl}/v1/orgs`, null, body, 'id');
  }

  createServer(orgId: string, name: string, url: string): Promise<string> {
    const body = { name, transport: { type: 'streamable-http', url }, settings: { max_concurrency: 1_000 } };
    return this.#post(`${this.#authUrl}/v1/mcp-servers`, orgId, body, 'id');
  }

  createPrice(orgId: string, priceMicroUsd: number): Promise<string> {
    const body = { mcp_server: '*', tool: '*', price_micro_usd: priceMicroUsd };
    return this.#post(`${this.#costUrl}/v1/prices`, orgId, body, 'id');
  }

  /** Gives the secret. */
  createKey(orgId: string, limit: Limit): Promise<string> {
    const scopes = { mcp: [{ server: '*', tools: ['*'], resources: [], prompts: [] }], permissions: ['traces:read'] };
    return this.#post(
      `${this.#authUrl}/v1/auth/keys`,
      orgId,
      { name: 'Measured', agent_name: 'bench', scopes, rate_limit: limit },
      'key',
    );
  }

  async #post(url: string, orgId: string | null, body: object, field: string): Promise<string> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
        ...(orgId === null ? {} : { 'x-organization-id': orgId }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${url} answered ${response.status} ${text}`);
    return String((JSON.parse(text) as Record<string, unknown>)[field]);
  }
}
