const TIMEOUT_MS = 15_000;
const NO_LIMIT = { rps: 1_000_000, burst: 1_000_000 };
export const SERVER_NAME = 'orders';
export const PRICE_MICRO_USD = 1_250;

interface Addresses {
  authUrl: string;
  costUrl: string;
  adminToken: string;
}

/** An organisation with a server, a price and a key whose limits are out of the way, made through the public API. */
export async function createTenant(to: Addresses, upstreamUrl: string): Promise<{ orgId: string; apiKey: string }> {
  const { authUrl, costUrl } = to;
  const org = await post(to, `${authUrl}/v1/orgs`, null, { name: 'Exactly once', rate_limit: NO_LIMIT });
  const orgId = String(org['id']);
  const transport = { type: 'streamable-http', url: upstreamUrl };
  await post(to, `${authUrl}/v1/mcp-servers`, orgId, {
    name: SERVER_NAME,
    transport,
    settings: { max_concurrency: 1_000 },
  });
  await post(to, `${costUrl}/v1/prices`, orgId, { mcp_server: '*', tool: '*', price_micro_usd: PRICE_MICRO_USD });
  const scopes = { mcp: [{ server: '*', tools: ['*'], resources: [], prompts: [] }], permissions: [] };
  const key = await post(to, `${authUrl}/v1/auth/keys`, orgId, {
    name: 'Load',
    agent_name: 'exactly-once',
    scopes,
    rate_limit: NO_LIMIT,
  });
  return { orgId, apiKey: String(key['key']) };
}

async function post(
  { adminToken }: Addresses,
  url: string,
  orgId: string | null,
  body: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${adminToken}`,
      'content-type': 'application/json',
      ...(orgId === null ? {} : { 'x-organization-id': orgId }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
