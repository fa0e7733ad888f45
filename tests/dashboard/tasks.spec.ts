import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAuthorizationServer, startProtectedServer } from '@gatewayops/testing/oauth';
import type { Page } from 'playwright-core';
import { until, type Organization } from '../e2e/support/organization.js';
import { connectModern } from '../e2e/support/sdk-clients.js';
import { Dashboard } from './support/dashboard.js';
import { publishPastCalls } from './support/past-calls.js';
import { tenancyTests } from './tenancy.js';

const DAY_MS = 86_400_000;
/** On a machine that has no time. */
const SEEN_WITHIN_MS = 20_000;
const REFUSED_WITHIN_MS = 5_000;

let dashboard: Dashboard;
let organization: Organization;
let admin: Page;

beforeAll(async () => {
  dashboard = await Dashboard.start();
  organization = await dashboard.stack.createOrganization('Acme');
  await organization.addHttpServer('everything', `${dashboard.stack.stack.urlOf('everything')}/mcp`);
  admin = await dashboard.join(organization, 'org_admin');
}, 180_000);
afterAll(() => dashboard?.stop(), 60_000);

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const endpoint = (server: string) => new URL(`${dashboard.origin}/v1/mcp/${server}`);
const echo = { name: 'echo', arguments: { message: 'hello' } };

/** Makes a key by the form; gives what is shown once. */
async function createKey(page: Page, name: string, server: string): Promise<string> {
  await page.goto('/keys');
  await page.getByRole('link', { name: 'Create key' }).first().click();
  await page.getByLabel('Name (required)').fill(name);
  await page.getByLabel('Server', { exact: true }).selectOption(server);
  if (server !== '*') {
    await press(page, 'Choose from a list');
    const tools = page.getByRole('dialog', { name: `Tools of ${server}` });
    await tools.getByLabel('All tools, also those to come').click();
    await tools.getByLabel(/^echo/).click();
    await tools.getByRole('button', { name: 'Allow 1 tool' }).click();
  }
  await press(page, 'Create key');
  const shown = page.getByRole('dialog', { name: 'Save your key' });
  const key = (await shown.getByText(/^gwo_prod_\w+$/).first().innerText()).trim();
  await shown.getByRole('button', { name: 'I have saved it' }).click();
  await shown.waitFor({ state: 'detached' });
  return key;
} // prettier-ignore

describe('a key', () => {
  it('is made by the form, used by an MCP client at the dashboard’s address, and its call is seen live', async () => {
    const key = await createKey(admin, 'Nightly report', 'everything');
    await admin.goto('/traces?live=1');
    await heading(admin, 'Traces');
    const client = await connectModern(endpoint('everything'), key);
    expect(await client.callTool(echo)).toMatchObject({ content: [{ type: 'text', text: 'Echo: hello' }] });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['echo']);
    await client.close();
    await admin.getByRole('link', { name: 'everything · echo' }).first().click({ timeout: SEEN_WITHIN_MS });
    await heading(admin, /^Trace [0-9a-f]{8}/);
    await admin.getByRole('tab', { name: 'Response' }).click();
    await admin.getByText('Echo: hello').first().waitFor();
    expect(await admin.getByText('Nightly report').count()).toBeGreaterThan(0);
  });

  it('that is in use says what revoking it breaks, and is refused at once after it', async () => {
    const key = await createKey(admin, 'In use', '*');
    const client = await connectModern(endpoint('everything'), key);
    await client.callTool(echo);
    await admin.goto('/keys');
    await admin.getByRole('link', { name: 'In use' }).first().click();
    await heading(admin, 'In use');
    const id = new URL(admin.url()).pathname.split('/').at(-1);
    const use = () => organization.admin('GET', `${organization.urls.auth}/v1/auth/keys/${id}/use`);
    await until(use, ({ json }) => Number(json['calls']) > 0, SEEN_WITHIN_MS);
    await press(admin, 'Revoke');
    const asked = admin.getByRole('dialog', { name: 'Revoke In use?' });
    await asked.getByText(/calls? in the last 24 hours would have failed/).waitFor({ timeout: SEEN_WITHIN_MS });
    await asked.getByRole('button', { name: 'Revoke key' }).click();
    await admin.getByText('Key revoked').first().waitFor();
    const refused = () => client.callTool(echo).then(() => '', String);
    expect(await until(refused, (text) => text !== '', REFUSED_WITHIN_MS)).toMatch(/revoked|401|unauthorized/i);
    await client.close().catch(() => undefined);
  });
});

it('an error of yesterday is found by a part of its text', async () => {
  const atMs = Date.now() - DAY_MS - 3_600_000;
  const calls = Array.from({ length: 300 }, (_, n) => ({
    atMs: atMs + n * 1_000,
    mcpServer: 'everything',
    toolName: 'echo',
  }));
  const errorMessage = 'No space left on device: /exports/nightly-4711.csv';
  const failed = { atMs: atMs + 60_500, mcpServer: 'everything', toolName: 'get-sum', errorMessage };
  await publishPastCalls(dashboard.stack.stack.urls.redis, organization.id, [...calls, failed]);
  await admin.goto('/traces');
  await press(admin, /^Time range/);
  await admin.getByRole('menuitemcheckbox', { name: 'Last 7 days' }).click();
  await admin.getByRole('button', { name: 'Time range: Last 7 days' }).and(admin.locator(':focus')).waitFor();
  await admin.keyboard.press('/');
  await admin.keyboard.type('left on device');
  const found = admin.getByRole('row').filter({ hasText: 'nightly-4711' });
  await found.waitFor({ timeout: SEEN_WITHIN_MS });
  expect(await admin.getByRole('row').filter({ hasText: 'everything' }).count()).toBe(1);
  expect(new URL(admin.url()).searchParams.get('q')).toBe('left on device');
  await found.click();
  await admin.getByText('What went wrong').waitFor();
  expect(await admin.getByText(errorMessage).count()).toBeGreaterThan(0);
});

it('a server that asks each person to sign in is added, connected, and called in the playground', async () => {
  const provider = await startAuthorizationServer({ registers: true });
  const server = await startProtectedServer(provider);
  try {
    await admin.goto('/servers/new');
    await admin.getByLabel('Name (required)').fill('notes');
    await admin.getByLabel('Address (required)').fill(server.url);
    await admin.getByLabel('Credential', { exact: true }).selectOption({ label: 'OAuth, each person' });
    await press(admin, 'Save and test');
    await press(admin, 'Switch on');
    await heading(admin, 'notes');
    await admin.goto('/connections');
    await admin.getByRole('link', { name: 'Connect', exact: true }).click();
    await heading(admin, 'Connect to notes');
    await press(admin, 'Connect');
    await admin.getByText('Connected', { exact: true }).first().waitFor();
    await admin.goto('/playground?server=notes');
    await admin.getByRole('button', { name: /^add/ }).click();
    await admin.getByLabel(/^a /).fill('20');
    await admin.getByLabel(/^b /).fill('22');
    await press(admin, 'Call the tool');
    await admin.getByText('42', { exact: true }).first().waitFor();
    expect(server.admitted.size).toBe(1);
  } finally {
    await server.close();
    await provider.close();
  }
});

it('a masking rule is tried, told where it is wrong, and saved; the next call is stored masked', async () => {
  const { key } = await organization.createKey();
  await admin.goto('/settings');
  await press(admin, 'Add pattern');
  const rule = admin.getByRole('listitem').filter({ has: admin.getByLabel('Pattern', { exact: true }) });
  await rule.getByLabel('Name').fill('Order');
  await rule.getByLabel('Pattern', { exact: true }).fill('ORD-(\\d{4}');
  await rule.getByLabel('Replacement').fill('ORD-***');
  await admin.getByLabel('Sample').fill('{"order":"ORD-4711"}');
  await press(admin, 'Try');
  await rule.getByText('missing closing )').waitFor();
  await rule.getByLabel('Pattern', { exact: true }).fill('ORD-\\d{4}');
  await press(admin, 'Try');
  await admin.getByText('Order: 1 match').waitFor();
  expect(await admin.getByText('ORD-***', { exact: true }).count()).toBe(1);
  await admin.locator('form').filter({ hasText: 'Always masked' }).getByRole('button', { name: 'Save' }).click();
  await admin.getByText('Masking rules saved').first().waitFor();
  const message = 'about ORD-4711';
  const called = await organization.callTool(key, 'everything', 'echo', { message });
  const { trace_id } = called.json['metadata'] as { trace_id: string };
  const isThere = async () =>
    (await organization.admin('GET', `${organization.urls.trace}/v1/traces/${trace_id}`)).status;
  await until(isThere, (status) => status === 200, SEEN_WITHIN_MS);
  await admin.goto(`/traces/${trace_id}`);
  expect(await admin.getByTitle('masked').first().innerText()).toBe('ORD-***');
});

it('somebody who is invited joins with a passkey, and sees what the role allows and no more', async () => {
  await admin.goto('/people');
  await press(admin, 'Invite person');
  const dialog = admin.getByRole('dialog', { name: 'Invite person' });
  await dialog.getByLabel('E-mail').fill('bea@example.com');
  await dialog.getByLabel('Role').selectOption({ label: 'Viewer' });
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await admin.getByText('Invitation sent to bea@example.com').first().waitFor();

  const bea = await dashboard.open();
  await bea.goto(await dashboard.linkTo('bea@example.com'));
  await bea.getByLabel('Your name').fill('Bea');
  await press(bea, /Join without a password/);
  await bea.getByLabel('Name of the passkey').fill('Laptop');
  await press(bea, 'Create a passkey');
  await bea.getByRole('link', { name: 'I have kept them' }).click();
  await bea.goto('/traces');
  await heading(bea, 'Traces');
  await press(bea, 'Signed in as Bea');
  await bea.getByRole('menuitem', { name: 'Sign out' }).click();
  await heading(bea, 'Sign in');
  await press(bea, 'Sign in with a passkey');
  await bea.waitForURL((url) => !url.pathname.startsWith('/signin'));
  await bea.goto('/traces');
  await heading(bea, 'Traces');
  const pages = bea.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  expect(await pages.allInnerTexts()).toEqual(['Overview', 'Traces', 'Costs', 'Settings', 'Get started']);
  for (const path of ['/keys', '/keys/new', '/servers', '/people', '/audit', '/people/sso']) {
    await bea.goto(path);
    await bea.getByText('You may not see this').first().waitFor();
  }
});

tenancyTests(() => dashboard);

it('no page said anything on its console', () => {
  expect(dashboard.complaints).toEqual([]);
});
