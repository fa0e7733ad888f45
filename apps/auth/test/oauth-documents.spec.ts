import { createServer, type AddressInfo } from 'node:net';
import { beforeAll, expect, it } from '@jest/globals';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { Browser, ISSUER, OAuthFlow } from './oauth-flow.js';
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
