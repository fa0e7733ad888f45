import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { withConnection } from '@gatewayops/postgres/connection';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { CLIENT, MACHINE_CLIENT, useUpstreams } from './upstream-fixture.js';

const upstreams = useUpstreams();
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const credentialOf = (secret: string, more: object = {}) => ({
  type: 'oauth_client_credentials',
  client_id: CLIENT.client_id,
  authentication: { method: 'client_secret_basic', secret },
  ...more,
});
const valueOf = (token: { kind: string }) => (token as { value?: string }).value ?? '';

describe('a server with client credentials', () => {
  it('gives all callers one token, made once however many ask over however many replicas', async () => {
    const { provider, server } = await upstreams.start({ clients: [MACHINE_CLIENT] });
    provider.hold = () => new Promise((resolve) => setTimeout(resolve, 200));
    const id = await upstreams.register(server.url, credentialOf(CLIENT.client_secret));
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, i) => upstreams.token(id, { replica: i % 2 })));
    expect(new Set(tokens.map(valueOf)).size).toBe(1);
    expect(provider.asked.get('client_credentials')).toBe(1);
    const found = await provider.verify(valueOf(tokens[0]!).replace('Bearer ', ''));
    expect(found).toEqual({ audience: server.url, accountId: null });
  });

  it('gives another one for what the server refused, and the same to who comes late', async () => {
    const { provider, server } = await upstreams.start({ clients: [MACHINE_CLIENT] });
    const id = await upstreams.register(server.url, credentialOf(CLIENT.client_secret));
    const first = valueOf(await upstreams.token(id));
    await withConnection(upstreams.stack.ownerDatabaseUrl, (connection) =>
      connection.query("UPDATE upstream_connections SET refreshed_at = now() - interval '1 minute'"),
    );
    const second = valueOf(await upstreams.token(id, { refusedDigest: digestOf(first) }));
    expect(second).not.toBe(first);
    expect(valueOf(await upstreams.token(id, { refusedDigest: digestOf(first), replica: 1 }))).toBe(second);
    expect(provider.asked.get('client_credentials')).toBe(2);
    // One that was just made would be refused again.
    expect(await upstreams.token(id, { refusedDigest: digestOf(second) })).toMatchObject({ kind: 'failed' });
  });

  it('asks anew for another address or client: a token is never sent to where it was not made for', async () => {
    const { server } = await upstreams.start({ clients: [MACHINE_CLIENT] });
    const other = await upstreams.start({ clients: [MACHINE_CLIENT] });
    const id = await upstreams.register(server.url, credentialOf(CLIENT.client_secret));
    const first = valueOf(await upstreams.token(id));
    const transport = { type: 'streamable-http', url: other.server.url };
    await upstreams.clients[0]!.call('PATCH', `/v1/mcp-servers/${id}`, { orgId: upstreams.orgId, body: { transport } });
    const second = valueOf(await upstreams.token(id));
    expect(second).not.toBe(first);
    expect(await other.provider.verify(second.replace('Bearer ', ''))).toMatchObject({ audience: other.server.url });
  });

  it('says when the authorization server refuses, and never what it was asked with', async () => {
    const { server } = await upstreams.start({ clients: [MACHINE_CLIENT] });
    const id = await upstreams.register(server.url, credentialOf('not the secret'));
    const token = await upstreams.token(id);
    expect(token).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/refused (us as its client|\(invalid_client\))/),
    });
    expect(JSON.stringify(token)).not.toContain('not the secret');
  });

  it('keeps secrets and tokens sealed, and gives gateways no secret', async () => {
    const { server } = await upstreams.start({ clients: [MACHINE_CLIENT] });
    const id = await upstreams.register(server.url, credentialOf(CLIENT.client_secret));
    const token = valueOf(await upstreams.token(id)).replace('Bearer ', '');
    const answer = await upstreams.clients[0]!.internal(
      'GET',
      `/internal/v1/auth/organizations/${upstreams.orgId}/servers`,
    );
    expect(JSON.stringify(answer.body)).not.toContain(CLIENT.client_secret);
    await withConnection(upstreams.stack.ownerDatabaseUrl, async (connection) => {
      const { rows } = await connection.query('SELECT c, s FROM upstream_connections c, mcp_servers s WHERE s.id = $1 AND c.server_id = s.id', [id]); // prettier-ignore
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(JSON.stringify(rows)).not.toContain(CLIENT.client_secret);
    });
  });

  it('has its tokens revoked when it is removed', async () => {
    const { provider, server } = await upstreams.start({ clients: [MACHINE_CLIENT] });
    const id = await upstreams.register(server.url, credentialOf(CLIENT.client_secret));
    const token = valueOf(await upstreams.token(id)).replace('Bearer ', '');
    await upstreams.clients[0]!.call('DELETE', `/v1/mcp-servers/${id}`, { orgId: upstreams.orgId });
    for (let tries = 0; provider.revoked === 0 && tries < 400; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await provider.verify(token)).toBeNull();
  });

  it('is another organisation’s to nobody', async () => {
    const { server } = await upstreams.start({ clients: [MACHINE_CLIENT] });
    const serverId = await upstreams.register(server.url, credentialOf(CLIENT.client_secret));
    const orgId = await upstreams.clients[0]!.createOrganization();
    const body = { orgId, serverId, userId: null };
    const answer = await upstreams.clients[0]!.internal('POST', '/internal/v1/auth/upstream-token', body);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
  });
});

describe('POST /v1/mcp-servers', () => {
  it.each([
    ['credential.type', { type: 'mtls', certificate: 'x', key: 'y' }, 'http://93.184.216.34/'],
    ['credential.certificate', { type: 'mtls', certificate: 'x', key: 'y' }, 'https://93.184.216.34/'],
    ['credential.client_id', { type: 'oauth_user', authentication: { method: 'client_secret_basic', secret: 's' } }, 'https://93.184.216.34/'],
    ['credential.authentication.key', { ...credentialOf(''), authentication: { method: 'private_key_jwt', key: 'x' } }, 'https://93.184.216.34/'],
  ])('400: names %s of a credential that could never be used', async (field, credential, url) => {
    const body = { name: unique(), transport: { type: 'streamable-http', url }, credential };
    const answer = await new AuthClient(upstreams.stack).call('POST', '/v1/mcp-servers', { orgId: upstreams.orgId, body });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
    expect(answer.body).toMatchObject({ error: { details: [{ field }] } });
  }); // prettier-ignore
});
