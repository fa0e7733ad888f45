import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SsoConnection, SsoTest, UserPage } from '@gatewayops/contracts';
import { unique } from './auth-client.js';
import type { Browser, Page } from './browser.js';
import { confused, OIDC_CLIENT, startOidc, unsigned, type OidcAnswer, type OidcFixture } from './oidc-fixture.js';
import { PUBLIC_URL, useSso } from './sso-fixture.js';

const sso = useSso();
let provider: OidcFixture;
let orgId: string;
let domain: string;
let connection: SsoConnection;

const providerOf = (issuer: string) => ({ type: 'oidc', issuer, ...OIDC_CLIENT });

beforeAll(async () => {
  provider = await startOidc();
  orgId = await sso.client.createOrganization();
  domain = await sso.domain(orgId);
  connection = await sso.connect(orgId, providerOf(provider.issuer));
});
afterAll(() => provider.stop());

const somebody = (more: Record<string, unknown> = {}) => {
  const sub = unique('sub');
  return { sub, email: `${sub}@${domain}`, name: 'Ann Other', ...more };
};

/** From our sign-in to the provider and back: the answer to what it sent the browser with. */
async function comeBack(browser: Browser, answer: Partial<OidcAnswer>, id = connection.id, query = ''): Promise<Page> {
  provider.next = answer;
  const sent = await browser.ask(`${PUBLIC_URL}/v1/auth/sso/oidc/${id}/authorize${query}`);
  expect([sent.status, sent.text]).toEqual([303, '']);
  return browser.ask(await browser.followUntilBack(sent.location ?? ''));
}

/** As {@link comeBack}, and on to the page that ends the sign-in. */
async function signIn(browser: Browser, answer: Partial<OidcAnswer>, id?: string, query?: string): Promise<Page> {
  const back = await comeBack(browser, answer, id, query);
  return back.location === null ? back : browser.ask(back.location);
}

/** What came of a sign-in: the page, and who is signed in. */
const outcome = async (browser: Browser, page: Page) => [page.status, await sso.whoIs(browser)];
const REFUSED = [403, null];

describe('a sign-in by OpenID Connect', () => {
  it('makes a member of who comes for the first time, signs in who comes again, and goes back to where they were', async () => {
    const claims = somebody();
    const browser = sso.browser();
    const page = await signIn(browser, { claims }, connection.id, '?return_to=/connect/x');
    expect([page.status, page.location]).toEqual([303, `${PUBLIC_URL}/connect/x`]);
    const session = await sso.whoIs(browser);
    expect(session).toMatchObject({ organization_id: orgId, user: { email: claims.email, name: 'Ann Other' } });
    expect(provider.seen).toMatchObject({ challengeMethod: 'S256', verifier: expect.stringMatching(/^.{43,}$/) });
    const again = sso.browser();
    await signIn(again, { claims });
    expect((await sso.whoIs(again))?.user.id).toBe(session?.user.id);
  });

  it('takes an answer that comes as a form of the provider’s page', async () => {
    const browser = sso.browser();
    provider.next = { claims: somebody() };
    const sent = await browser.ask(connection.addresses['login_url'] ?? '');
    const back = new URL(await browser.followUntilBack(sent.location ?? ''));
    const form = Object.fromEntries(back.searchParams);
    const posted = await browser.ask(back.origin + back.pathname, form, { origin: provider.issuer });
    await browser.ask((await browser.ask(posted.location ?? '')).location ?? '');
    expect(await sso.whoIs(browser)).not.toBeNull();
  });

  it('follows a changed address by subject, asks userinfo for what the ID token lacks, and maps groups', async () => {
    const team = await sso.client.create(orgId, '/v1/teams', { name: unique('Team') });
    const mapped = await sso.connect(orgId, providerOf(provider.issuer), {
      group_mappings: [{ group: 'eng', team_id: team, team_role: 'team_admin' }, { group: 'boss', role: 'org_admin' }],
      default_role: 'org_viewer',
    }); // prettier-ignore
    const { sub, email } = somebody();
    const asked = provider.seen.userinfo;
    const groups = ['eng', 'boss'];
    const first = sso.browser();
    await signIn(first, { claims: { sub, groups }, userinfo: { sub, email, name: 'Bo' } }, mapped.id);
    expect(provider.seen.userinfo).toBe(asked + 1);
    const userId = (await sso.whoIs(first))?.user.id ?? '';
    const seen = async () => (await sso.client.call(`GET`, `/v1/users/${userId}`, { orgId })).body;
    expect(await seen()).toMatchObject({
      email,
      name: 'Bo',
      role: 'org_admin',
      teams: [{ team_id: team, role: 'team_admin' }],
    });
    await sso.client.create(orgId, '/v1/members', { email: `${unique()}@${domain}`, role: 'org_admin' });
    await signIn(sso.browser(), { claims: { sub, email: `new-${email}`, name: 'Bo', groups: [] } }, mapped.id);
    expect(await seen()).toMatchObject({ email: `new-${email}`, role: 'org_viewer', teams: [] });
  });

  it('shows an administrator what the provider says, once, and signs nobody in', async () => {
    const { url } = await sso.post<SsoTest>(orgId, `/v1/sso/connections/${connection.id}/test`);
    const browser = sso.browser();
    const claims = somebody({ groups: ['g1'] });
    const page = await signIn(browser, { claims }, connection.id, new URL(url).search);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining(claims.email)]);
    expect(await sso.whoIs(browser)).toBeNull();
    expect((await browser.ask(url)).status).toBe(403);
  });
});

describe('an answer that is refused', () => {
  const forgeries: Record<string, () => Partial<OidcAnswer>> = {
    'alg: none': () => ({ claims: somebody(), sign: unsigned }),
    'algorithm confusion (HS256 with the public key)': () => ({ claims: somebody(), sign: confused }),
    'wrong issuer in the ID token': () => ({ claims: somebody({ iss: 'https://evil.example' }) }),
    'wrong issuer beside the code (RFC 9207, mix-up)': () => ({
      claims: somebody(),
      redirect: (back) => back.set('iss', 'https://evil.example'),
    }),
    'no issuer beside the code': () => ({ claims: somebody(), redirect: (back) => back.delete('iss') }),
    'wrong audience': () => ({ claims: somebody({ aud: 'another-client' }) }),
    expired: () => ({ claims: somebody({ exp: 1_000_000_000 }) }),
    'nonce missing': () => ({ claims: somebody({ nonce: undefined }) }),
    'nonce of another sign-in': () => ({ claims: somebody({ nonce: 'of-another-sign-in' }) }),
    'state missing': () => ({ claims: somebody(), redirect: (back) => back.delete('state') }),
    'state unknown': () => ({ claims: somebody(), redirect: (back) => back.set('state', 'made-up') }),
    'error of the provider': () => ({ redirect: (back) => (back.delete('code'), back.set('error', 'access_denied')) }),
    'userinfo about somebody else': () => ({ claims: { sub: 'me' }, userinfo: { ...somebody(), sub: 'another' } }),
    'address that the provider calls unverified': () => ({ claims: somebody({ email_verified: false }) }),
  };
  it.each(Object.keys(forgeries))('%s', async (name) => {
    const browser = sso.browser();
    expect(await outcome(browser, await signIn(browser, forgeries[name]?.() ?? {}))).toEqual(REFUSED);
  });

  it('state used again', async () => {
    const browser = sso.browser();
    provider.next = { claims: somebody() };
    const sent = await browser.ask(connection.addresses['login_url'] ?? '');
    const back = await browser.followUntilBack(sent.location ?? '');
    const first = await browser.ask(back);
    expect(first.status).toBe(303);
    expect((await browser.ask(back)).status).toBe(403);
  });

  it('answer in another browser than the one that asked, at the callback and at the end (login CSRF)', async () => {
    const [attacker, victim] = [sso.browser(), sso.browser()];
    provider.next = { claims: somebody() };
    const sent = await attacker.ask(connection.addresses['login_url'] ?? '');
    expect(await outcome(victim, await victim.ask(await attacker.followUntilBack(sent.location ?? '')))).toEqual(
      REFUSED,
    );
    const back = await comeBack(attacker, { claims: somebody() });
    expect(await outcome(victim, await victim.ask(back.location ?? ''))).toEqual(REFUSED);
  });

  it('state of another connection', async () => {
    const other = await sso.connect(orgId, providerOf(provider.issuer));
    const browser = sso.browser();
    provider.next = { claims: somebody() };
    const sent = await browser.ask(connection.addresses['login_url'] ?? '');
    const back = await browser.followUntilBack(sent.location ?? '');
    expect(await outcome(browser, await browser.ask(back.replace(connection.id, other.id)))).toEqual(REFUSED);
  });

  it('a person of a domain that the organisation has not verified (account take-over)', async () => {
    const victim = `${unique('victim')}@bank.example`;
    const theirs = await sso.client.createOrganization();
    await sso.client.create(theirs, '/v1/members', { email: victim, role: 'org_admin' });
    const browser = sso.browser();
    expect(await outcome(browser, await signIn(browser, { claims: somebody({ email: victim }) }))).toEqual(REFUSED);
    const nobodyYet = `${unique()}@bank.example`;
    expect(await outcome(browser, await signIn(browser, { claims: somebody({ email: nobodyYet }) }))).toEqual(REFUSED);
    const people = (await sso.client.call<UserPage>('GET', '/v1/users?limit=200', { orgId })).body.items;
    expect(people.filter(({ email }) => email.endsWith('bank.example'))).toEqual([]);
  });

  it('an identity whose domain the organisation has lost', async () => {
    const lost = await sso.client.createOrganization();
    const name = await sso.domain(lost);
    const { id } = await sso.connect(lost, providerOf(provider.issuer));
    const claims = somebody({ email: `${unique()}@${name}` });
    await signIn(sso.browser(), { claims }, id);
    const { items } = (await sso.client.call<{ items: { id: string }[] }>('GET', '/v1/sso/domains', { orgId: lost }))
      .body;
    await sso.client.call('DELETE', `/v1/sso/domains/${items[0]?.id}`, { orgId: lost });
    const browser = sso.browser();
    expect(await outcome(browser, await signIn(browser, { claims }, id))).toEqual(REFUSED);
  });

  it('a newcomer with the address of somebody who is known by another subject', async () => {
    const claims = somebody();
    await signIn(sso.browser(), { claims });
    const browser = sso.browser();
    expect(await outcome(browser, await signIn(browser, { claims: { ...claims, sub: unique('new') } }))).toEqual(
      REFUSED,
    );
  });

  it('goes nowhere else afterwards (open redirect)', async () => {
    for (const target of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
      const query = `?return_to=${encodeURIComponent(target)}`;
      const page = await signIn(sso.browser(), { claims: somebody() }, connection.id, query);
      expect([page.status, page.location]).toEqual([303, `${PUBLIC_URL}/`]);
    }
  });
});

it('asks before it signs in who was led here by another site', async () => {
  const browser = sso.browser();
  provider.next = { claims: somebody() };
  const sent = await browser.ask(connection.addresses['login_url'] ?? '', undefined, {
    'sec-fetch-site': 'cross-site',
  });
  const back = await browser.ask(await browser.followUntilBack(sent.location ?? ''));
  const asked = await browser.ask(back.location ?? '');
  expect([asked.status, await sso.whoIs(browser)]).toEqual([200, null]);
  const ticket = /name="ticket" value="([^"]+)"/.exec(asked.text)?.[1] ?? '';
  await browser.ask(`${PUBLIC_URL}/v1/auth/sso/complete`, { ticket });
  expect(await sso.whoIs(browser)).not.toBeNull();
});

it('lets nobody in by a connection that is switched off', async () => {
  const off = await sso.connect(orgId, providerOf(provider.issuer), { enabled: false });
  expect((await sso.browser().ask(off.addresses['login_url'] ?? '')).status).toBe(403);
});
