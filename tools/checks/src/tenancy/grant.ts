import { hash, randomBytes } from 'node:crypto';
import { OAuthGrantPage } from '@gatewayops/contracts';
import { ask, type Urls } from './caller.js';
import type { Person } from './person.js';

const REDIRECT = 'https://client.example/callback';

/** Has somebody let an OAuth client in, through its consent page. Gives the grant's id and a token of it. @throws Error */
export async function grantTo(person: Person, urls: Urls): Promise<{ id: string; token: string }> {
  const clientId = await register(urls);
  const resource = `${urls.gateway.replace('127.0.0.1', 'localhost')}/v1/mcp`;
  const verifier = randomBytes(32).toString('base64url');
  const { visitor } = person;
  const query = new URLSearchParams({
    response_type: 'code', client_id: clientId, redirect_uri: REDIRECT, resource, scope: 'mcp', state: 'x',
    code_challenge: hash('sha256', verifier, 'base64url'), code_challenge_method: 'S256',
  }); // prettier-ignore
  const asked = await visitor.open(`/oauth/authorize?${query.toString()}`);
  const { url } = await visitor.open(asked.url.pathname, { answer: 'allow' });
  const code = url.searchParams.get('code');
  if (code === null) throw new Error(`no code came: ${asked.status} ${asked.url.href}, ${url.href}`);
  const exchange = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, client_id: clientId, code_verifier: verifier, resource }; // prettier-ignore
  const form = await fetch(`${urls.auth}/oauth/token`, { method: 'POST', body: new URLSearchParams(exchange) });
  const { access_token: token } = (await form.json()) as { access_token?: string };
  const listed = await ask(person.caller, { method: 'GET', url: `${urls.auth}/v1/auth/oauth-grants` });
  const [grant] = OAuthGrantPage.parse(JSON.parse(listed.text)).items;
  if (grant === undefined || token === undefined) throw new Error(`no grant was made: ${form.status} ${listed.status}`);
  return { id: grant.id, token };
}

async function register(urls: Urls): Promise<string> {
  const body = { client_name: 'Check', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' };
  const { status, text } = await ask({ name: 'a client', headers: {} }, { method: 'POST', url: `${urls.auth}/oauth/register`, body }); // prettier-ignore
  if (status === 201) return String((JSON.parse(text) as { client_id: unknown }).client_id);
  throw new Error(`the client was not registered: ${status} ${text}`);
}
