import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SsoConnection, User } from '@gatewayops/contracts';
import { startChromium } from '@gatewayops/testing/chromium';
import type { Browser, Page } from 'playwright-core';
import { AuthClient, unique } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';
import { CertifiedOidc } from './certified-oidc.js';
import { startDns, type DnsServer } from './dns-server.js';
import { OIDC_CLIENT } from './oidc-fixture.js';
import { SamlpIdp } from './samlp-idp.js';
import { SsoFixture } from './sso-fixture.js';

const START_TIMEOUT_MS = 120_000;
const WAIT_MS = 20_000;

const stack = useAuthStack();
const sso = new SsoFixture();
let publicUrl: string;
let dns: DnsServer;
let auth: AuthProcess;
let chromium: Browser;
let orgId: string;
let teamId: string;

/** Pages are bound to their origin, so that the service has to be where it says. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

beforeAll(async () => {
  const port = await freePort();
  publicUrl = `http://localhost:${port}`;
  dns = await startDns();
  const environment = { PORT: String(port), PUBLIC_URL: publicUrl, UPSTREAM_PRIVATE_RANGES: 'allow', DNS_SERVERS: dns.address }; // prettier-ignore
  [auth, chromium] = await Promise.all([startAuth({ ...stack.environment, ...environment }), startChromium()]);
  Object.assign(sso, { stack, dns, process: auth, client: new AuthClient(stack, auth.url) });
  orgId = await sso.client.createOrganization();
  teamId = await sso.client.create(orgId, '/v1/teams', { name: unique('Engineering') });
}, START_TIMEOUT_MS);
afterAll(async () => {
  await chromium?.close();
  await auth?.stop();
  await dns?.stop();
});

const mappings = () => ({
  group_mappings: [
    { group: 'engineers', team_id: teamId, team_role: 'team_admin' },
    { group: 'readers', role: 'org_viewer' },
  ],
});

/** A browser of its own, in which nobody is signed in. */
async function newPage(): Promise<Page> {
  const context = await chromium.newContext();
  context.setDefaultTimeout(WAIT_MS);
  return context.newPage();
}

/** From the sign-in page, with an address, to the provider that its domain leads to. */
async function enterAddress(page: Page, email: string): Promise<void> {
  await page.goto(`${publicUrl}/signin`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('link', { name: /single sign-on/i }).click();
}

const accountOf = (page: Page) => page.waitForURL(`${publicUrl}/account`).then(() => page.textContent('body'));

async function memberOf(email: string): Promise<Partial<User>> {
  const { body } = await sso.client.call<{ items: User[] }>('GET', '/v1/users?limit=200', { orgId });
  const id = body.items.find((each) => each.email === email)?.id ?? '';
  return (await sso.client.call<User>('GET', `/v1/users/${id}`, { orgId })).body;
}

describe('OpenID Connect with a certified provider', () => {
  let provider: CertifiedOidc;
  let email: string;
  beforeAll(async () => {
    provider = await CertifiedOidc.start();
    const domain = await sso.domain(orgId);
    email = `${unique('ann')}@${domain}`;
    const { addresses } = await sso.connect(orgId, { type: 'oidc', issuer: provider.issuer, ...OIDC_CLIENT, scopes: ['openid', 'email', 'profile', 'groups'] }, mappings()); // prettier-ignore
    provider.expectClient(addresses['redirect_uri'] ?? '');
    provider.person = { sub: unique('sub'), email, name: 'Ann Other', groups: ['engineers', 'readers'] };
  });
  afterAll(() => provider.stop());

  it('is chosen by the address’s domain, and makes a member with the role and the team of their groups', async () => {
    const page = await newPage();
    await enterAddress(page, email);
    await page.getByRole('button', { name: 'Sign in as Ann Other' }).click();
    expect(await accountOf(page)).toContain(email);
    expect(await memberOf(email)).toMatchObject({ name: 'Ann Other', role: 'org_viewer', teams: [{ team_id: teamId, role: 'team_admin' }] }); // prettier-ignore
    await page.context().close();
  });
});

describe('SAML with samlp, which signs and encrypts', () => {
  let idp: SamlpIdp;
  let connection: SsoConnection;
  let email: string;
  beforeAll(async () => {
    idp = await SamlpIdp.start();
    // The oldest connection in use serves all domains of an organisation.
    orgId = await sso.client.createOrganization();
    teamId = await sso.client.create(orgId, '/v1/teams', { name: unique('Engineering') });
    email = `${unique('bo')}@${await sso.domain(orgId)}`;
    idp.person = { nameId: unique('id'), email, name: 'Bo Else', groups: ['engineers'] };
    const provider = { type: 'saml', metadata_url: `${idp.url}/metadata`, want_response_signed: true, allow_idp_initiated: true }; // prettier-ignore
    connection = await sso.connect(orgId, provider, mappings());
    const { entity_id: entityId = '', acs_url: acsUrl = '', slo_url: sloUrl = '', metadata_url: metadata = '' } = connection.addresses; // prettier-ignore
    const xml = await (await fetch(metadata)).text();
    const [, bare = ''] = /<ds:X509Certificate>([^<]+)</.exec(xml) ?? [];
    const certificate = `-----BEGIN CERTIFICATE-----\n${bare.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`;
    idp.sp = { entityId, acsUrl, sloUrl, certificate };
  });
  afterAll(() => idp.stop());

  it('is begun by us with a signed request, and ended by the person, here and there', async () => {
    const page = await newPage();
    await enterAddress(page, email);
    expect(await accountOf(page)).toContain(email);
    expect(idp.seen).toEqual([idp.sp.entityId]);
    expect(await memberOf(email)).toMatchObject({ name: 'Bo Else', role: 'org_member', teams: [{ team_id: teamId, role: 'team_admin' }] }); // prettier-ignore
    await page.getByRole('button', { name: /identity provider/i }).click();
    await page.waitForURL(`${publicUrl}/signin`);
    expect([idp.hasSession, idp.seen.at(-1)]).toEqual([false, 'logout']);
    await page.goto(`${publicUrl}/account`);
    expect(new URL(page.url()).pathname).toBe('/signin');
    await page.context().close();
  });

  it('is begun and ended by the provider: whoever it sends is asked, and all their sessions end', async () => {
    const page = await newPage();
    await page.goto(idp.url);
    await page.getByRole('button', { name: 'Open GatewayOps' }).click();
    expect(await page.getByRole('main').textContent()).toContain(email);
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await accountOf(page)).toContain(email);
    await page.goto(idp.url);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('heading', { name: 'Signed out of everything' }).waitFor();
    expect(idp.hasSession).toBe(false);
    await page.goto(`${publicUrl}/account`);
    expect(new URL(page.url()).pathname).toBe('/signin');
    await page.context().close();
  });
});
