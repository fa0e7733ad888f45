import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import type { KeyVerdict } from '@gatewayops/contracts';
import { selfSigned } from '@gatewayops/testing/self-signed';
import { AuthClient } from './auth-client.js';
import { startAuth } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';
import { Browser, ISSUER, OAuthFlow, REDIRECT } from './oauth-flow.js';
import { memberOf, type SignedIn } from './signed-in.js';

const stack = useAuthStack();
const auth = new AuthClient(stack);
let person: SignedIn;

beforeAll(async () => {
  person = await memberOf(stack, auth, await auth.createOrganization());
});

it('asks no private address for a client’s document, by whatever name it goes', async () => {
  let connections = 0;
  const inside = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  const { port } = inside.address() as AddressInfo;
  const ids = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0.0.0.0'].map((host) => `https://${host}:${port}/client.json`); // prettier-ignore
  for (const client_id of [...ids, `http://127.0.0.1:${port}/client.json`, 'https://169.254.169.254/latest/']) {
    const page = await new Browser(auth.url, person).open(new OAuthFlow(auth, { client_id }).authorizeUrl());
    expect({ client_id, status: page.status, origin: page.url.origin }).toEqual({
      client_id,
      status: 400,
      origin: ISSUER,
    });
    expect(page.body).toContain('This sign-in cannot go on');
  }
  expect(connections).toBe(0);
  inside.close();
});

it('takes a client by the document at its https address, and one that names another redirect not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'client-documents-'));
  const { certificate: cert, key } = selfSigned('client.example');
  await writeFile(join(folder, 'ca.pem'), cert);
  const asked: string[] = [];
  let origin = '';
  const site = createHttpsServer({ cert, key }, (request, response) => {
    asked.push(request.url ?? '');
    const named = request.url === '/other.json' ? 'https://other.example/callback' : REDIRECT;
    const client_id = request.url === '/liar.json' ? `${origin}/client.json` : origin + (request.url ?? '');
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ client_id, client_name: 'By document', redirect_uris: [named], grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], token_endpoint_auth_method: 'none' }), // prettier-ignore
    );
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  origin = `https://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const trusting = { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'), UPSTREAM_PRIVATE_RANGES: 'allow' };
  const own = await startAuth({ ...stack.environment, ...trusting });
  try {
    const there = new AuthClient(stack, own.url);
    const flow = new OAuthFlow(there, { client_id: `${origin}/client.json` });
    const page = await new Browser(own.url, person).open(flow.authorizeUrl());
    // Whoever reads the page is told whose document it was.
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('127.0.0.1')]);
    const tokens = await flow.tokens(person);
    const verdict = await there.internal<KeyVerdict>('POST', '/internal/v1/auth/validate-token', { token: tokens.access_token }); // prettier-ignore
    expect(verdict.body).toMatchObject({ valid: true, principal: { userId: person.userId } });
    for (const document of ['/other.json', '/liar.json']) {
      const refused = await new Browser(own.url, person).open(new OAuthFlow(there, { client_id: origin + document }).authorizeUrl()); // prettier-ignore
      expect([document, refused.status, refused.url.origin]).toEqual([document, 400, ISSUER]);
    }
    expect(asked.filter((path) => path === '/client.json')).toHaveLength(1);
  } finally {
    await own.stop();
    site.close();
    await rm(folder, { recursive: true });
  }
});
