import { CSRF_FIELD, SESSION_COOKIE, UpstreamConnectionPage, type UpstreamToken } from '@gatewayops/contracts';
import { startProtectedServer, type RunningAuthorizationServer } from '@gatewayops/testing/oauth';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf } from './auth-client.js';
import { Browser } from './browser.js';
import { memberOf, type SignedIn } from './signed-in.js';
import { CLIENT, useUpstreams } from './upstream-fixture.js';

const PUBLIC_URL = 'http://localhost:8081';
const upstreams = useUpstreams({ PUBLIC_URL });
const WEB_CLIENT = {
  ...CLIENT,
  redirect_uris: [`${PUBLIC_URL}/connect/callback`],
  grant_types: ['authorization_code', 'refresh_token'],
};
const REGISTERED = {
  type: 'oauth_user',
  client_id: CLIENT.client_id,
  authentication: { method: 'client_secret_basic', secret: CLIENT.client_secret },
};
const ANYBODY = { type: 'oauth_user' };
let person: SignedIn;
beforeAll(async () => {
  person = await memberOf(upstreams.stack, upstreams.clients[0]!, upstreams.orgId);
});
const browserOf = (who: SignedIn | null): Browser => {
  const browser = new Browser(PUBLIC_URL, upstreams.replicas[0]!.url);
  if (who !== null) browser.setCookie(PUBLIC_URL, SESSION_COOKIE, who.token);
  return browser;
};
const press = (browser: Browser, serverId: string, who: SignedIn) =>
  browser.ask(`${PUBLIC_URL}/connect/${serverId}`, { [CSRF_FIELD]: who.csrfToken });
/** To the authorization server and back: the address of the answer, which is not opened yet. */
async function goThere(browser: Browser, serverId: string, who: SignedIn): Promise<string> {
  const sent = await press(browser, serverId, who);
  expect([sent.status, sent.text]).toEqual([303, '']);
  return browser.followUntilBack(sent.location ?? '');
}
const tokenOf = (serverId: string, who: SignedIn): Promise<UpstreamToken> => upstreams.token(serverId, { userId: who.userId }); // prettier-ignore
const accessTokenOf = (token: UpstreamToken) => (token.kind === 'authorization' ? token.value.slice('Bearer '.length) : ''); // prettier-ignore
const until = async (holds: () => Promise<boolean> | boolean) => {
  for (let tries = 0; tries < 400 && !(await holds()); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
};

describe('a person', () => {
  it('connects once, sees no token, and calls go out in their name from then on', async () => {
    const { provider, server } = await upstreams.start({ registers: true });
    const id = await upstreams.register(server.url, ANYBODY);
    expect(await tokenOf(id, person)).toEqual({
      kind: 'connection_required',
      url: `${PUBLIC_URL}/connect/${id}`,
      reason: 'not_connected',
    });
    const browser = browserOf(person);
    const shown = await browser.ask(`${PUBLIC_URL}/connect/${id}`);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain(new URL(server.url).host);
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    const answer = await goThere(browser, id, person);
    const connected = await browser.ask(answer);
    expect([connected.status, connected.text]).toEqual([200, expect.stringContaining('go back to your agent')]);
    const accessToken = accessTokenOf(await tokenOf(id, person));
    expect(await provider.verify(accessToken)).toMatchObject({ audience: server.url });
    for (const page of [shown, connected]) expect(page.text).not.toContain(accessToken);
    const listed = UpstreamConnectionPage.parse((await person.call('GET', '/v1/connections')).body);
    expect(listed.items).toMatchObject([{ server_id: id, user_id: person.userId, issuer: provider.issuer, resource: server.url, state: 'active' }]); // prettier-ignore
    expect(JSON.stringify(listed)).not.toContain(accessToken);
  });

  it('disconnects: the authorization server is told, and nobody calls in their name any more', async () => {
    const { provider, server } = await upstreams.start({ clients: [WEB_CLIENT] });
    const id = await upstreams.register(server.url, REGISTERED);
    const browser = browserOf(person);
    await browser.ask(await goThere(browser, id, person));
    const accessToken = accessTokenOf(await tokenOf(id, person));
    const { items } = UpstreamConnectionPage.parse((await person.call('GET', '/v1/connections')).body);
    const connection = items.find(({ server_id }) => server_id === id)!;
    const other = await memberOf(upstreams.stack, upstreams.clients[0]!, upstreams.orgId);
    expect(await other.status('DELETE', `/v1/connections/${connection.id}`)).toBe(404);
    expect(await person.status('DELETE', `/v1/connections/${connection.id}`)).toBe(204);
    expect(await tokenOf(id, person)).toMatchObject({ kind: 'connection_required', reason: 'not_connected' });
    await until(() => provider.revoked > 1);
    expect(await provider.verify(accessToken)).toBeNull();
  });

  it('is asked for more where the server wants more, for all that there was besides, and once', async () => {
    const { server } = await upstreams.start({ registers: true });
    const id = await upstreams.register(server.url, ANYBODY);
    const browser = browserOf(person);
    await browser.ask(await goThere(browser, id, person));
    const wants = { userId: person.userId, challenge: 'Bearer error="insufficient_scope", scope="offline_access files:write"' }; // prettier-ignore
    const asked = { kind: 'connection_required', reason: 'more_scope', url: `${PUBLIC_URL}/connect/${id}` };
    expect(await upstreams.token(id, wants)).toEqual(asked);
    // What there is goes on for all else.
    expect(await tokenOf(id, person)).toMatchObject({ kind: 'authorization' });
    expect((await browser.ask(`${PUBLIC_URL}/connect/${id}`)).text).toContain('files:write');
    const sent = await press(browser, id, person);
    const scope = new URL(sent.location ?? '').searchParams.get('scope')?.split(' ').toSorted();
    expect(scope).toEqual(['files:write', 'mcp', 'offline_access']);
    // What it has already is not asked for, whatever a server says; nor is anything where its words are others.
    for (const challenge of ['Bearer error="insufficient_scope", scope="mcp"', 'Bearer scope="more"', 'Basic'])
      expect(await upstreams.token(id, { ...wants, challenge })).toMatchObject({ kind: 'authorization' });
    const fixed = await upstreams.register(server.url, { ...ANYBODY, scope: 'mcp' });
    await browser.ask(await goThere(browser, fixed, person));
    expect(await upstreams.token(fixed, wants)).toMatchObject({ kind: 'authorization' });
  });

  it('who is removed from the organisation has their tokens revoked', async () => {
    const { provider, server } = await upstreams.start({ clients: [WEB_CLIENT] });
    const id = await upstreams.register(server.url, REGISTERED);
    const leaver = await memberOf(upstreams.stack, upstreams.clients[0]!, upstreams.orgId);
    const browser = browserOf(leaver);
    await browser.ask(await goThere(browser, id, leaver));
    const accessToken = accessTokenOf(await tokenOf(id, leaver));
    const { orgId } = upstreams;
    await upstreams.clients[0]!.call('DELETE', `/v1/members/${leaver.userId}`, { orgId });
    await until(() => provider.revoked > 1);
    expect(await provider.verify(accessToken)).toBeNull();
  });

  it('is led to sign in first, and the address that agents get lets nobody in', async () => {
    const { server } = await upstreams.start({ clients: [WEB_CLIENT] });
    const id = await upstreams.register(server.url, REGISTERED);
    const page = await browserOf(null).ask(`${PUBLIC_URL}/connect/${id}`);
    expect([page.status, page.location]).toEqual([303, expect.stringContaining('/signin?return_to=')]);
  });

  it('of another organisation finds no such server', async () => {
    const { server } = await upstreams.start({ clients: [WEB_CLIENT] });
    const id = await upstreams.register(server.url, REGISTERED);
    const [client] = upstreams.clients;
    const orgId = await client!.createOrganization();
    const stranger = await memberOf(upstreams.stack, client!, orgId);
    expect((await browserOf(stranger).ask(`${PUBLIC_URL}/connect/${id}`)).status).toBe(404);
    expect((await press(browserOf(stranger), id, stranger)).status).toBe(404);
    const answer = await client!.call('GET', `/v1/mcp-servers/${id}/connections`, { orgId });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
  });
});

describe('an attack', () => {
  let provider: RunningAuthorizationServer;
  let id: string;
  beforeAll(async () => {
    const started = await upstreams.start({ clients: [WEB_CLIENT] });
    provider = started.provider;
    id = await upstreams.register(started.server.url, REGISTERED);
  });
  /** What came of an answer, and whether the person is connected now. */
  const opened = async (browser: Browser, answer: string) => {
    const { status, text } = await browser.ask(answer);
    return [status, text, (await tokenOf(id, person)).kind];
  };
  const refusal = (words: RegExp) => [400, expect.stringMatching(words), 'connection_required'];

  it('cross-site request forgery: a form without the session’s token starts nothing', async () => {
    const page = await browserOf(person).ask(`${PUBLIC_URL}/connect/${id}`, { [CSRF_FIELD]: 'guessed' });
    expect(page.status).toBe(403);
  });

  it('another person’s browser: an answer is of use to who began alone', async () => {
    const victim = await memberOf(upstreams.stack, upstreams.clients[0]!, upstreams.orgId);
    const answer = await goThere(browserOf(person), id, person);
    expect(await opened(browserOf(victim), answer)).toEqual(refusal(/another browser/));
    const browser = browserOf(person);
    const again = await goThere(browser, id, person);
    browser.setCookie(PUBLIC_URL, SESSION_COOKIE, victim.token);
    expect(await opened(browser, again)).toEqual(refusal(/somebody else/));
  });

  it('state forged: nothing was begun with it', async () => {
    expect(await opened(browserOf(person), `${PUBLIC_URL}/connect/callback?code=x&state=y`)).toEqual(
      refusal(/used already/),
    );
  });

  it('issuer mix-up: an answer of another issuer, or without the one that was promised', async () => {
    const browser = browserOf(person);
    const other = new URL(await goThere(browser, id, person));
    other.searchParams.set('iss', 'https://evil.example');
    expect(await opened(browser, other.href)).toEqual(refusal(/another authorization server/));
    const none = new URL(await goThere(browser, id, person));
    none.searchParams.delete('iss');
    expect(await opened(browser, none.href)).toEqual(refusal(/another authorization server/));
    const error = new URL(await goThere(browser, id, person));
    error.searchParams.delete('code');
    error.searchParams.set('error', 'access_denied');
    error.searchParams.set('iss', 'https://evil.example');
    expect(await opened(browser, error.href)).toEqual(refusal(/another authorization server/));
  });

  it('state reuse: an answer counts once', async () => {
    const browser = browserOf(person);
    const answer = await goThere(browser, id, person);
    expect((await browser.ask(answer)).status).toBe(200);
    const page = await browser.ask(answer);
    expect([page.status, page.text]).toEqual([400, expect.stringMatching(/used already/)]);
    expect(provider.asked.get('authorization_code')).toBe(1);
  });

  const unusable = async (url: string, credential: object = REGISTERED) => {
    const serverId = await upstreams.register(url, credential);
    return press(browserOf(person), serverId, person);
  };

  it('PKCE downgrade: who does not say that it supports S256 is not asked', async () => {
    const metadata = ({ code_challenge_methods_supported: _none, ...rest }: Record<string, unknown>) => rest;
    const { server } = await upstreams.start({ clients: [WEB_CLIENT], metadata });
    expect(await unusable(server.url)).toMatchObject({ status: 400, text: expect.stringMatching(/PKCE/) });
  });

  it('metadata of another issuer is not believed', async () => {
    const metadata = (own: Record<string, unknown>) => ({ ...own, issuer: 'https://login.example' });
    const { server } = await upstreams.start({ clients: [WEB_CLIENT], metadata });
    expect(await unusable(server.url)).toMatchObject({ status: 400, text: expect.stringMatching(/another one/) });
  });

  it('metadata of another resource: tokens for it are not asked for', async () => {
    const server = await startProtectedServer({ ...provider, resource: 'https://bank.example/mcp' });
    expect(await unusable(server.url)).toMatchObject({ status: 400, text: expect.stringMatching(/another resource/) });
    await server.close();
  });

  it('a server that people connect to by another address than their token was made for gets none', async () => {
    const first = await upstreams.start({ clients: [WEB_CLIENT] });
    const second = await upstreams.start({ clients: [WEB_CLIENT] });
    const serverId = await upstreams.register(first.server.url, REGISTERED);
    const browser = browserOf(person);
    await browser.ask(await goThere(browser, serverId, person));
    expect(await tokenOf(serverId, person)).toMatchObject({ kind: 'authorization' });
    const body = { transport: { type: 'streamable-http', url: second.server.url } };
    await upstreams.clients[0]!.call('PATCH', `/v1/mcp-servers/${serverId}`, { orgId: upstreams.orgId, body });
    expect(await tokenOf(serverId, person)).toMatchObject({ kind: 'connection_required' });
  });
});
