import { join } from 'node:path';
import { readIfThere, writeWhole } from '@gatewayops/engines';
import { z } from 'zod';
import { AdminApi } from '../admin-api.js';
import { ensurePerson, type DemoPerson } from './demo-person.js';

export interface DemoOptions {
  authUrl: string;
  costUrl: string;
  adminToken: string;
  everythingUrl: string;
  dataDir: string;
}

export interface Demo {
  orgId: string;
  apiKey: string;
  /** Null where their password is not kept. */
  person: DemoPerson | null;
  mcpServers: string[];
}

const Named = z.object({ id: z.string() });
const Environment = z.object({ name: z.string() });
const Organization = Named.extend({ slug: z.string() });
const Server = Named.extend({
  name: z.string(),
  transport: z.object({ type: z.string(), url: z.string().optional() }),
});
const Price = z.object({ mcp_server: z.string(), tool: z.string() });
const Key = Named.extend({ status: z.string() });
const IssuedKey = Named.extend({ key: z.string() });
const Kept = z.object({ keyId: z.string(), apiKey: z.string() });

const SLUG = 'demo';
const ENVIRONMENT = 'demo';

/** Of one call, in micro-USD: so that the cost pages have something to tell. */
const PRICES = [
  { mcp_server: 'everything', tool: '*', price_micro_usd: 1_000 },
  { mcp_server: 'filesystem', tool: '*', price_micro_usd: 500 },
  { mcp_server: 'memory', tool: '*', price_micro_usd: 250 },
];

/**
 * A demo organisation with a team, a person, three MCP servers, prices and one API key, made through the public API.
 * Safe to repeat: what is there stays. The key is kept in `<dataDir>/demo.json` (mode 0600), because the API shows it
 * once; a revoked or lost one is replaced.
 */
export async function seedDemo(options: DemoOptions): Promise<Demo> {
  const root = new AdminApi(options.adminToken);
  const orgId = await ensureOrganization(root, options.authUrl);
  const api = root.forOrganization(orgId);
  const [place, mcpServers] = await Promise.all([
    ensurePeople(api, options),
    ensureServers(api, options),
    ensurePrices(api, options.costUrl),
  ]);
  await ensureEnvironment(api, options);
  const apiKey = await ensureKey(api, options, place);
  return { orgId, apiKey, person: place.signIn, mcpServers };
}

async function ensureOrganization(api: AdminApi, authUrl: string): Promise<string> {
  const url = `${authUrl}/v1/orgs`;
  const found = await api.find(url, Organization, (organization) => organization.slug === SLUG);
  return (found ?? (await api.send('POST', url, { name: 'Demo', slug: SLUG }, Organization))).id;
}

interface Place {
  signIn: DemoPerson | null;
  userId: string;
  teamId: string;
}

async function ensurePeople(api: AdminApi, options: DemoOptions): Promise<Place> {
  const teams = `${options.authUrl}/v1/teams`;
  const [team, { userId, signIn }] = await Promise.all([
    api
      .find(teams, Organization, ({ slug }) => slug === SLUG)
      .then((found) => found ?? api.send('POST', teams, { name: 'Demo team', slug: SLUG }, Named)),
    ensurePerson(api, options),
  ]);
  const { status, json } = await api.request('POST', `${teams}/${team.id}/members`, { user_id: userId });
  if (status >= 300 && status !== 409)
    throw new Error(`The demo person could not join the team: ${status} ${JSON.stringify(json)}`);
  return { userId, teamId: team.id, signIn };
}

/** The HTTP server's port may have moved since the last start. */
async function ensureServers(api: AdminApi, { authUrl, everythingUrl }: DemoOptions): Promise<string[]> {
  const wanted = [
    { name: 'everything', transport: { type: 'streamable-http', url: everythingUrl } },
    { name: 'filesystem', transport: { type: 'stdio', catalog_entry: 'filesystem', arguments: {} } },
    { name: 'memory', transport: { type: 'stdio', catalog_entry: 'memory', arguments: {} } },
  ];
  const url = `${authUrl}/v1/mcp-servers`;
  await Promise.all(
    wanted.map(async (server) => {
      const found = await api.find(`${url}?name=${server.name}`, Server, ({ name }) => name === server.name);
      if (found === undefined) await api.send('POST', url, server, Named);
      else if (found.transport.url !== server.transport.url)
        await api.send('PATCH', `${url}/${found.id}`, { transport: server.transport }, Named);
    }),
  );
  return wanted.map(({ name }) => name);
}

async function ensurePrices(api: AdminApi, costUrl: string): Promise<void> {
  const url = `${costUrl}/v1/prices`;
  await Promise.all(
    PRICES.map(async (price) => {
      const same = (item: z.infer<typeof Price>): boolean =>
        item.mcp_server === price.mcp_server && item.tool === price.tool;
      if ((await api.find(url, Price, same)) === undefined) await api.send('POST', url, price, z.unknown());
    }),
  );
}

/** That of the demo key: keys are made in environments that the organisation has. */
async function ensureEnvironment(api: AdminApi, { authUrl }: DemoOptions): Promise<void> {
  const url = `${authUrl}/v1/environments`;
  const environment = { name: ENVIRONMENT, description: 'What the demo’s agent does' };
  if ((await api.find(url, Environment, ({ name }) => name === ENVIRONMENT)) === undefined)
    await api.send('POST', url, environment, Environment);
}

async function ensureKey(api: AdminApi, { authUrl, dataDir }: DemoOptions, place: Place): Promise<string> {
  const path = join(dataDir, 'demo.json');
  const url = `${authUrl}/v1/auth/keys`;
  const kept = Kept.safeParse(JSON.parse((await readIfThere(path)) ?? 'null'));
  if (kept.success) {
    const { status, json } = await api.request('GET', `${url}/${kept.data.keyId}`);
    if (status === 200 && Key.parse(json).status === 'active') return kept.data.apiKey;
  }
  const issued = await api.send('POST', url, {
    name: 'Demo key',
    environment: ENVIRONMENT,
    agent_name: 'demo-agent',
    user_id: place.userId,
    team_id: place.teamId,
    scopes: { mcp: [{ server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] }], permissions: ['traces:read', 'costs:read'] },
  }, IssuedKey); // prettier-ignore
  await writeWhole(path, `${JSON.stringify({ keyId: issued.id, apiKey: issued.key }, null, 2)}\n`);
  return issued.key;
}
