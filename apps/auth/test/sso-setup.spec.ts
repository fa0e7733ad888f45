import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SsoConnection, SsoDomain } from '@gatewayops/contracts';
import { codeOf, unique } from './auth-client.js';
import { OIDC_CLIENT, startOidc } from './oidc-fixture.js';
import { samlProvider } from './saml-metadata.js';
import { memberOf } from './signed-in.js';
import { useSso } from './sso-fixture.js';

const sso = useSso();
let orgId: string;
beforeAll(async () => {
  orgId = await sso.client.createOrganization();
});
const call = <T>(method: string, path: string, body?: object, org = orgId) =>
  sso.client.call<T>(method, path, { orgId: org, ...(body ? { body } : {}) });

describe('a domain', () => {
  it('is verified by its own record only, and by one organisation', async () => {
    const domain = `${unique('d')}.example`;
    const { id } = await sso.post<SsoDomain>(orgId, '/v1/sso/domains', { domain });
    const verify = async () => (await call<SsoDomain>('POST', `/v1/sso/domains/${id}/verify`)).body.verified;
    expect(await verify()).toBe(false);
    sso.dns.records.set(domain, ['gatewayops-verification=of-somebody-else']);
    expect(await verify()).toBe(false);
    const owner = await sso.client.createOrganization();
    const theirs = await sso.post<SsoDomain>(owner, '/v1/sso/domains', { domain });
    const mine = (await call<{ items: SsoDomain[] }>('GET', '/v1/sso/domains')).body.items[0]?.txt_record ?? '';
    sso.dns.records.set(domain, [theirs.txt_record, mine]);
    await sso.post(owner, `/v1/sso/domains/${theirs.id}/verify`);
    expect(codeOf(await call('POST', `/v1/sso/domains/${id}/verify`))).toBe('conflict');
  });

  it('stays verified while name servers are silent, and for a while without its record', async () => {
    const of = await sso.client.createOrganization();
    const domain = await sso.domain(of);
    const { id } = (await call<{ items: SsoDomain[] }>('GET', '/v1/sso/domains', undefined, of)).body.items[0] ?? {
      id: '',
    };
    sso.dns.failing = true;
    const silent = await call('POST', `/v1/sso/domains/${id}/verify`, undefined, of);
    sso.dns.failing = false;
    sso.dns.records.delete(domain);
    const missing = await call<SsoDomain>('POST', `/v1/sso/domains/${id}/verify`, undefined, of);
    expect([silent.status, missing.body.verified, missing.body.missing_since]).toEqual([503, true, expect.any(String)]);
  });

  it.each(['gmail.com', 'localhost', '10.0.0.1', 'https://example.com'])('cannot be %s', async (domain) => {
    expect((await call('POST', '/v1/sso/domains', { domain })).status).toBe(400);
  });
});

describe('a connection', () => {
  it('never shows its secret, and asks for it anew where it would go elsewhere', async () => {
    const [one, other] = [await startOidc(), await startOidc()];
    const provider = { type: 'oidc', issuer: one.issuer, ...OIDC_CLIENT };
    const made = await sso.connect(orgId, provider);
    expect([JSON.stringify(made).includes(OIDC_CLIENT.client_secret), made.provider]).toEqual([false, expect.objectContaining({ has_client_secret: true })]); // prettier-ignore
    const { client_secret: _secret, ...bare } = provider;
    const path = `/v1/sso/connections/${made.id}`;
    expect((await call('PATCH', path, { provider: { ...bare, scopes: ['openid', 'email'] } })).status).toBe(200);
    expect((await call('PATCH', path, { provider: { ...bare, issuer: other.issuer } })).status).toBe(400);
    await Promise.all([one.stop(), other.stop()]);
  });

  it('gives no role that its maker does not have', async () => {
    const role = await sso.client.create(orgId, '/v1/roles', { name: unique(), grants: [{ permission: 'sso:*' }] });
    const person = await memberOf(sso.stack, sso.client, orgId);
    await sso.client.create(orgId, '/v1/role-assignments', { role_id: role, user_id: person.userId });
    const body = { name: unique(), provider: samlProvider() };
    const mapped = { ...body, group_mappings: [{ group: 'g', role: 'org_admin' }] };
    expect(await person.status('POST', '/v1/sso/connections', mapped)).toBe(403);
    expect(await person.status('POST', '/v1/sso/connections', body)).toBe(201);
  });

  it('is the only way in only beside a break-glass administrator, who stays one', async () => {
    const only = { name: unique(), provider: samlProvider(), sso_only: true };
    expect((await call('POST', '/v1/sso/connections', only)).status).toBe(400);
    const member = await memberOf(sso.stack, sso.client, orgId);
    expect((await call('POST', '/v1/sso/connections', { ...only, break_glass_user_id: member.userId })).status).toBe(
      400,
    );
    const admin = await memberOf(sso.stack, sso.client, orgId, { role: 'org_admin' });
    const made = await call<SsoConnection>('POST', '/v1/sso/connections', {
      ...only,
      break_glass_user_id: admin.userId,
    });
    expect(made.status).toBe(201);
    expect((await call('DELETE', `/v1/members/${admin.userId}`)).status).toBe(409);
    expect((await call('PATCH', `/v1/members/${admin.userId}`, { role: 'org_viewer' })).status).toBe(409);
  });

  it.each([
    ['no XML', 'x'],
    ['a document type', '<!DOCTYPE a []><a/>'],
    ['no provider', '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>'],
  ])('takes no metadata that is %s', async (_what, metadata_xml) => {
    const answer = await call('POST', '/v1/sso/connections', {
      name: unique(),
      provider: { type: 'saml', metadata_xml },
    });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
  });
});
