import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ROOT } from '@gatewayops/tool-launcher';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until, type Organization } from '../e2e/support/organization.js';
import type { Dashboard } from './support/dashboard.js';

/** In every name and text of ours, and in nothing else. */
const MARK = 'zanzibar';
const READABLE_WITHIN_MS = 30_000;
const WINDOWS = 4;

/** One of each thing, and a call. */
async function fill(dashboard: Dashboard, organization: Organization): Promise<Record<string, string>> {
  const { auth, trace } = organization.urls;
  const create = async (path: string, body: object): Promise<string> => {
    const { json, text } = await organization.admin('POST', `${auth}${path}`, body);
    const id = json['id'] ?? json['user_id'];
    if (typeof id !== 'string') throw new Error(`${path}: ${text}`);
    return id;
  };
  const name = `${MARK}-everything`;
  const server = await organization.addHttpServer(name, `${dashboard.stack.stack.urlOf('everything')}/mcp`);
  const team = await create('/v1/teams', { name: `${MARK} team` });
  const member = await create('/v1/members', { email: `${MARK}@example.com`, name: MARK });
  const role = await create('/v1/roles', { name: `${MARK} role`, grants: [{ permission: 'traces:read', reach: 'organization' }] }); // prettier-ignore
  const account = await create('/v1/service-accounts', { name: `${MARK} robot`, role: 'org_member' });
  const { id: key, key: secret } = await organization.createKey();
  const called = await organization.callTool(secret, name, 'echo', { message: MARK });
  const traceId = String((called.json['metadata'] as { trace_id: string }).trace_id);
  const read = () => organization.admin('GET', `${trace}/v1/traces/${traceId}`);
  await until(read, ({ status }) => status === 200, READABLE_WITHIN_MS);
  return { server, team, member, role, account, key, trace: traceId, mcpServer: name };
}

interface Address {
  readonly path: string;
  /** Whether it is looked at as its scripts leave it. */
  readonly asks: boolean;
}

/** Addresses of every page that the dashboard has, found by its files, with our ids wherever an address takes one. */
async function addressesOf(ids: Readonly<Record<string, string>>): Promise<Address[]> {
  const files = await readdir(join(ROOT, 'apps/web/src/app'), { recursive: true });
  const routes = files
    .filter((file) => file.split(sep).at(-1) === 'page.tsx')
    .map((file) => file.split(sep).slice(0, -1).filter((folder) => !folder.startsWith('(')).join('/')); // prettier-ignore
  const { server, team, member, role, account, key, trace, mcpServer } = ids;
  const owners: Readonly<Record<string, string | undefined>> = {
    'traces/[id]': trace, 'servers/[id]': server, 'keys/[id]': key, 'people/members/[id]': member,
    'people/teams/[id]': team, 'people/roles/[key]': role,
  }; // prettier-ignore
  const filters = new URLSearchParams({
    mcp_server: mcpServer!, server: mcpServer!, key_id: key!, key: key!, user_id: member!, team_id: team!, trace: trace!,
    service_account_id: account!, actor_id: member!, resource_id: key!, server_id: server!, id: server!,
  }); // prettier-ignore
  return routes.map((route) => {
    const asks = ASKS.test(route);
    if (!route.includes('[')) return { path: `/${route}?${filters.toString()}`, asks };
    const id = owners[route];
    if (id === undefined) throw new Error(`this test has nothing of ours for /${route}`);
    return { path: `/${route.replace(/\[\w+\]/, id)}`, asks };
  });
}

/** Everything that came to the browser: the page as it was sent and as it became, and what its scripts asked for. */
async function seen(page: Page, path: string): Promise<string> {
  const answers: Promise<string>[] = [];
  const keep = (response: { text: () => Promise<string> }): void => {
    answers.push(response.text().catch(() => ''));
  };
  page.on('response', keep);
  await page.goto(path);
  await page.waitForLoadState('networkidle').catch(() => undefined);
  page.off('response', keep);
  return [await page.content(), ...(await Promise.all(answers))].join('\n');
}

/** Pages that ask by themselves for what their address says are opened; of all others it is enough what the server writes. */
const ASKS = /\[|^(?:|traces|costs|costs\/prices|audit|keys|servers|servers\/new|playground|people|connections)$/;

/** Tests over the stack of the file that calls this: a stack of their own would take longer than they do. */
export function tenancyTests(dashboardOf: () => Dashboard): void {
  describe('another organisation', () => {
    let us: Page;
    let them: Page;
    let ids: Readonly<Record<string, string>>;

    beforeAll(async () => {
      const dashboard = dashboardOf();
      const ours = await dashboard.stack.createOrganization('Ours');
      const theirs = await dashboard.stack.createOrganization('Another');
      ids = await fill(dashboard, ours);
      us = await dashboard.join(ours, 'org_admin');
      them = await dashboard.join(theirs, 'org_admin');
    }, 120_000);

    it('sees nothing of ours on any page, whatever is in its address', async () => {
      const addresses = await addressesOf(ids);
      expect(addresses.length).toBeGreaterThan(25);
      await eachInWindows(them, addresses, async (page, { path, asks }) => {
        const shown = asks ? await seen(page, path) : await written(page, path);
        // Who asks for our server by its name may read that name in the answer.
        const told = path.includes(ids['mcpServer']!) ? shown.replaceAll(ids['mcpServer']!, '') : shown;
        expect({ path, shown: new RegExp(`.{0,80}${MARK}.{0,80}`).exec(told)?.[0] }).toEqual({ path });
      });
    }, 180_000);

    it('is not who it belongs to: they see it at the same addresses', async () => {
      const ofOneThing = (await addressesOf(ids)).filter(({ path }) => !path.includes('?'));
      expect(ofOneThing.length).toBeGreaterThan(5);
      for (const { path } of ofOneThing)
        expect({ path, isShown: (await written(us, path)).includes(MARK) }).toEqual({ path, isShown: true });
    }, 90_000);
  });
}

/** The page as the server writes it, with the answers that its scripts begin with. */
const written = async (page: Page, path: string): Promise<string> => (await page.request.get(path)).text();

/** Some at a time, each in a window of the same person. */
async function eachInWindows(
  page: Page,
  addresses: readonly Address[],
  look: (page: Page, address: Address) => Promise<void>,
) {
  const left = [...addresses];
  const windows = Array.from({ length: WINDOWS }, async () => {
    const own = await page.context().newPage();
    for (let next = left.shift(); next !== undefined; next = left.shift()) await look(own, next);
    await own.close();
  });
  await Promise.all(windows);
}
