import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SsoConnection, SsoDomain } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { newAccount, PASSWORD, type Account } from './accounts.js';
import { auditTrail } from './audit-trail.js';
import { unique } from './auth-client.js';
import { CERTIFICATE, newIdpKey } from './saml-idp-keys.js';
import { idpMetadata, samlProvider } from './saml-metadata.js';
import { useSso } from './sso-fixture.js';
import { Visitor } from './visitor.js';

const WAIT_MS = 60_000;
const sso = useSso({ SSO_UPKEEP_INTERVAL_MS: '100' });
let orgId: string;
beforeAll(async () => {
  orgId = await sso.client.createOrganization();
});

const sql = (statement: string, ...values: unknown[]) =>
  withConnection(sso.stack.ownerDatabaseUrl, (connection) => connection.query(statement, values));

/** What `read` gives, once it is as wanted. */
async function eventually<T>(read: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> {
  const deadlineMs = performance.now() + WAIT_MS;
  for (;;) {
    const value = await read();
    if (isWanted(value) || performance.now() > deadlineMs) return value;
    await sleep(50);
  }
}

const changesOf = async (organization: string): Promise<unknown[]> =>
  (await auditTrail(sso.stack, organization)).map(({ details }) => details['change']);

describe('a domain whose record is gone', () => {
  it('stays verified for a week of daily looks, and then is its organisation’s no more', async () => {
    const domain = await sso.domain(orgId);
    await sso.connect(orgId, samlProvider());
    const shown = async () => {
      const { items } = (await sso.client.call<{ items: SsoDomain[] }>('GET', '/v1/sso/domains', { orgId })).body;
      return items.find((each) => each.domain === domain) as SsoDomain;
    };
    const offered = async () => {
      const visitor = new Visitor(sso.client);
      await visitor.get('/signin');
      return (await visitor.post('/signin', { email: `ann@${domain}`, return_to: '/account' })).text.includes(
        '/v1/auth/sso/saml/',
      );
    };
    expect(await offered()).toBe(true);
    sso.dns.records.set(domain, ['v=spf1 -all']);
    const lookAgain = `UPDATE sso_domains SET checked_at = now() - interval '25 hours', missing_since = missing_since - $2 * interval '1 day' WHERE domain = $1`; // prettier-ignore
    await sql(lookAgain, domain, 0);
    const missing = await eventually(shown, ({ missing_since }) => missing_since !== null);
    expect([missing.verified, missing.missing_since, await offered()]).toEqual([true, expect.any(String), true]);
    await sql(lookAgain, domain, 8);
    expect((await eventually(shown, ({ verified }) => !verified)).verified).toBe(false);
    expect(await offered()).toBe(false);
    expect(await eventually(() => changesOf(orgId), (all) => all.includes('sso_domain_lost'))).toContain('sso_domain_lost'); // prettier-ignore
  });
});

describe('metadata that came from an address', () => {
  let server: Server;
  let served: string | null;
  let url: string;
  beforeAll(async () => {
    server = createServer((_request, response) =>
      served === null ? response.writeHead(500).end() : response.end(served),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`;
  });
  afterAll(() => void server.close());

  it('is read anew every day; what cannot be used, or is of another provider, changes nothing and is told', async () => {
    const [entityId, next] = ['https://idp.example/saml', await newIdpKey()];
    served = idpMetadata(entityId, 'https://idp.example', CERTIFICATE);
    const { id } = await sso.connect(orgId, { type: 'saml', metadata_url: url });
    const shown = async () => {
      const { provider } = (await sso.client.call<SsoConnection>('GET', `/v1/sso/connections/${id}`, { orgId })).body;
      return provider as Extract<SsoConnection['provider'], { type: 'saml' }>;
    };
    const lookAgain = () => sql(`UPDATE sso_connections SET metadata_checked_at = now() - interval '25 hours' WHERE id = $1`, id); // prettier-ignore
    const [before] = (await shown()).certificates;
    served = null;
    await lookAgain();
    const away = await eventually(shown, ({ metadata_problem }) => metadata_problem !== null);
    expect([away.metadata_problem, away.certificates]).toEqual(['It answered with 500.', [before]]);
    served = idpMetadata('https://evil.example/saml', 'https://evil.example', next.certificate);
    await lookAgain();
    const other = await eventually(shown, ({ metadata_problem }) => /another provider/.test(metadata_problem ?? ''));
    expect([other.metadata_problem, other.certificates]).toEqual([expect.stringContaining('another provider'), [before]]); // prettier-ignore
    served = idpMetadata(entityId, 'https://idp.example/new', next.certificate);
    await lookAgain();
    const after = await eventually(shown, ({ metadata_problem }) => metadata_problem === null);
    expect(after).toMatchObject({ metadata_problem: null, sso_url: 'https://idp.example/new/sso', metadata_url: url });
    expect(after.certificates).not.toEqual([before]);
    const told = await eventually(
      () => changesOf(orgId),
      (all) => all.includes('sso_metadata_updated'),
    );
    expect(told.filter((change) => String(change).startsWith('sso_metadata'))).toEqual(['sso_metadata_refused', 'sso_metadata_updated']); // prettier-ignore
  });
});

describe('an organisation with single sign-on only', () => {
  let domain: string;
  let member: Account;
  let owner: Account;
  let connection: SsoConnection;
  const settle = async (change: object) =>
    expect((await sso.client.call('PATCH', `/v1/sso/connections/${connection.id}`, { orgId, body: change })).status).toBe(200); // prettier-ignore
  const enter = async ({ email }: Account) => {
    const visitor = new Visitor(sso.client);
    const { location } = await visitor.enterPassword(email, PASSWORD);
    return { location, signedIn: (await visitor.whoAmI()) !== null };
  };

  beforeAll(async () => {
    domain = await sso.domain(orgId);
    member = await newAccount(sso.stack, sso.client, orgId, 'org_member', `${unique('m')}@${domain}`);
    owner = await newAccount(sso.stack, sso.client, orgId, 'org_admin', `${unique('o')}@${domain}`);
    const { items } = (await sso.client.call<{ items: { id: string; email: string }[] }>('GET', '/v1/users?limit=200', { orgId })).body; // prettier-ignore
    const ownerId = items.find(({ email }) => email === owner.email)?.id;
    connection = await sso.connect(orgId, samlProvider(), { sso_only: true, break_glass_user_id: ownerId });
  });

  it('leads whoever has proven a password to the provider, and signs the break-glass owner in', async () => {
    const sent = await enter(member);
    expect(sent).toEqual({ location: expect.stringContaining(`/v1/auth/sso/saml/${connection.id}/login`), signedIn: false }); // prettier-ignore
    expect(await enter(owner)).toEqual({ location: '/account', signedIn: true });
  });

  it('says nothing about people of other domains, and nothing once it is one way among others, or off', async () => {
    const guest = await newAccount(sso.stack, sso.client, orgId);
    expect(await enter(guest)).toMatchObject({ signedIn: true });
    await settle({ sso_only: false });
    expect(await enter(member)).toMatchObject({ signedIn: true });
    await settle({ sso_only: true, enabled: false });
    expect(await enter(member)).toMatchObject({ signedIn: true });
    await settle({ enabled: true });
    expect(await enter(member)).toMatchObject({ signedIn: false });
  });
});
