import { z } from 'zod';
import { AdminApi } from './admin-api.js';
import type { Stack } from './stack/stack.js';

const NO_LIMIT = { rps: 1_000_000, burst: 1_000_000 };
const MAX_CONCURRENCY = 1_000;
const Made = z.looseObject({ id: z.string() });
const MadeKey = z.looseObject({ key: z.string() });

export type ServerTransport =
  | { type: 'streamable-http'; url: string }
  | { type: 'stdio'; catalog_entry: string; arguments: Record<string, string> };

/** Where the services are, and who may set them up. */
export interface SetUp {
  readonly authUrl: string;
  readonly adminToken: string;
}

export const setUpOf = (stack: Stack): SetUp => ({
  authUrl: stack.urlOf('auth'),
  adminToken: stack.secrets.adminToken,
});

/** An organisation whose limits are out of the way, set up through the public API: for measurements and checks. */
export class MeasuredTenant {
  private constructor(
    readonly orgId: string,
    private readonly authUrl: string,
    private readonly api: AdminApi,
  ) {}

  /** @param naming of its servers where they are served as one */
  static async create(
    { authUrl, adminToken }: SetUp,
    name: string,
    naming: 'prefix' | 'identity' = 'prefix',
  ): Promise<MeasuredTenant> {
    const api = new AdminApi(adminToken);
    const settings = naming === 'identity' ? { mcp_naming: naming } : {};
    const { id } = await api.send('POST', `${authUrl}/v1/orgs`, { name, settings, rate_limit: NO_LIMIT }, Made);
    return new MeasuredTenant(id, authUrl, api.forOrganization(id));
  }

  /** One that was made before. */
  static known({ authUrl, adminToken }: SetUp, orgId: string): MeasuredTenant {
    return new MeasuredTenant(orgId, authUrl, new AdminApi(adminToken, orgId));
  }

  async addServer(name: string, transport: ServerTransport): Promise<void> {
    const body = { name, transport, settings: { max_concurrency: MAX_CONCURRENCY } };
    await this.api.send('POST', `${this.authUrl}/v1/mcp-servers`, body, Made);
  }

  /** Of each call. */
  async setPrice(costUrl: string, priceMicroUsd: number): Promise<void> {
    await this.api.send(
      'POST',
      `${costUrl}/v1/prices`,
      { mcp_server: '*', tool: '*', price_micro_usd: priceMicroUsd },
      Made,
    );
  }

  /** A key that may use all of a server, or of those that a pattern fits. Gives the secret. */
  async createKey(name: string, server = '*', permissions: readonly string[] = []): Promise<string> {
    const scopes = { mcp: [{ server, tools: ['*'], resources: ['*'], prompts: ['*'] }], permissions };
    const body = { name, agent_name: name, scopes, rate_limit: NO_LIMIT };
    return (await this.api.send('POST', `${this.authUrl}/v1/auth/keys`, body, MadeKey)).key;
  }
}
