import { createHash, randomBytes } from 'node:crypto';
import { browserRequest, CookieJar } from '@gatewayops/testing/scriptless-browser';
import { z } from 'zod';

export const CLIENT = { client_id: 'check', client_secret: 'the secret of the client of this check' };
export const REDIRECT_URI = 'http://localhost:8081/connect/callback';

const Tokens = z.object({ access_token: z.string(), refresh_token: z.string() });
export type Tokens = z.infer<typeof Tokens>;

/** Gets tokens for a person as their browser and our page would: code, PKCE, `resource`. */
export async function authorize(issuer: string, resource: string): Promise<Tokens> {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: CLIENT.client_id,
    redirect_uri: REDIRECT_URI,
    response_type: 'code',
    scope: 'mcp offline_access',
    prompt: 'consent',
    resource,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const code = await codeFrom(`${issuer}/auth?${query.toString()}`);
  const { client_id, client_secret } = CLIENT;
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client_id}:${encodeURIComponent(client_secret)}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, code_verifier: verifier, resource }),
  });
  return Tokens.parse(await answer.json());
} // prettier-ignore

async function codeFrom(address: string): Promise<string> {
  const cookies = new CookieJar();
  let url = address;
  for (let step = 0; step < 10; step++) {
    const answer = await fetch(url, browserRequest(cookies));
    cookies.keep(answer.headers.getSetCookie());
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`no code: HTTP ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    url = new URL(location, url).href;
    if (url.startsWith(REDIRECT_URI)) return new URL(url).searchParams.get('code') ?? '';
  }
  throw new Error('no code: too many redirects');
}
