import { ssoConnection } from './bodies.js';
import { ask, type Caller, type Urls } from './caller.js';

/** Makes one of each thing that an organisation's administrator makes through the APIs. @throws Error */
export async function makeThings(operator: Caller, urls: Urls, word: string) {
  const at = (path: string, body: object) => make(operator, urls.auth + path, body);
  const user = await at('/v1/members', { email: `${word}@example.com`, name: word });
  const team = await at('/v1/teams', { name: word });
  await at(`/v1/teams/${team}/members`, { user_id: user });
  const project = await at('/v1/projects', { team_id: team, name: word });
  const role = await at('/v1/roles', { name: word });
  const server = await at('/v1/mcp-servers', { name: word, transport: { type: 'stdio', catalog_entry: 'memory' } });
  const channel = await make(operator, `${urls.alert}/v1/alerts/channels`, { name: word, type: 'webhook', url: 'https://93.184.216.34/' }); // prettier-ignore
  const account = await at('/v1/service-accounts', { name: word, team_id: team });
  const scimToken = await send(operator, `${urls.auth}/v1/sso/scim-tokens`, { name: word });
  const scim = bearer('a SCIM client', String(scimToken['token']));
  const ids = {
    user, team, project, role, server, channel, account,
    assignment: await at('/v1/role-assignments', { role_id: role, user_id: user }),
    invitation: await at('/v1/invitations', { email: `${word}-invited@example.com` }),
    oauth_client: await at('/v1/oauth-clients', { name: word, service_account_id: account }),
    token_issuer: await at('/v1/token-issuers', { name: word, issuer: `https://93.184.216.34/${word}`, people: {} }),
    api_key: await at('/v1/auth/keys', { name: word, team_id: team, user_id: user }),
    virtual: await at('/v1/virtual-servers', { name: `${word}-v`, tools: [{ server_id: server, tool: word }] }),
    sso_connection: await at('/v1/sso/connections', ssoConnection(word)),
    sso_domain: await at('/v1/sso/domains', { domain: `${word}.example.com` }),
    scim_token: String(scimToken['id']),
    scim_group: await make(scim, `${urls.auth}/scim/v2/Groups`, { displayName: word }),
    price: await make(operator, `${urls.cost}/v1/prices`, { mcp_server: word, tool: '*', price_micro_usd: 1 }),
    rule: await make(operator, `${urls.alert}/v1/alerts/rules`, { name: word }),
  }; // prettier-ignore
  return { ids, scim };
}

export const bearer = (name: string, token: string): Caller => ({
  name,
  headers: { authorization: `Bearer ${token}` },
});

/** The id of what a POST made. @throws Error */
export async function make(caller: Caller, url: string, body: object): Promise<string> {
  const made = await send(caller, url, body);
  return String(made['id'] ?? made['user_id']);
}

export async function send(caller: Caller, url: string, body: object): Promise<Record<string, unknown>> {
  const { status, text } = await ask(caller, { method: 'POST', url, body });
  if (status >= 200 && status < 300) return JSON.parse(text) as Record<string, unknown>;
  throw new Error(`POST ${url} answered ${status} ${text}`);
}
