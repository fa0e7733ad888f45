import { randomUUID } from 'node:crypto';
import { CSRF_FIELD, SESSION_COOKIE, type UpstreamToken } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import type { AuthorizationServerOptions } from '@gatewayops/testing/oauth';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { auditTrail, type AuditRow } from './audit-trail.js';
import { unique } from './auth-client.js';
import { Browser } from './browser.js';
import { linkIn, mailTo } from './mailbox.js';
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
const EMAIL = `${unique()}@example.com`;
let person: SignedIn;
beforeAll(async () => {
  person = await memberOf(upstreams.stack, upstreams.clients[0]!, upstreams.orgId, { email: EMAIL });
});

/** A server that the person has connected to. */
async function connected(options: AuthorizationServerOptions = {}, credential: object = REGISTERED) {
  const { provider, server } = await upstreams.start({ clients: [WEB_CLIENT], ...options });
  const id = await upstreams.register(server.url, credential);
  const browser = new Browser(PUBLIC_URL, upstreams.replicas[0]!.url);
  browser.setCookie(PUBLIC_URL, SESSION_COOKIE, person.token);
  const sent = await browser.ask(`${PUBLIC_URL}/connect/${id}`, { [CSRF_FIELD]: person.csrfToken });
  await browser.ask(await browser.followUntilBack(sent.location ?? ''));
  const token = (replica = 0): Promise<UpstreamToken> => upstreams.token(id, { userId: person.userId, replica });
  /** Changes the stored row. */
  const change = (set: string) =>
    withConnection(upstreams.stack.ownerDatabaseUrl, (connection) =>
      connection.query(`UPDATE upstream_connections SET ${set} WHERE server_id = $1`, [id]),
    );
  if (options.accessTokenSeconds !== undefined) await change('refresh_at = NULL');
  const row = () =>
    withConnection(upstreams.stack.ownerDatabaseUrl, async (connection) => {
      const { rows } = await connection.query<{ id: string; state: string; rotates: boolean | null }>('SELECT id, state, rotates FROM upstream_connections WHERE server_id = $1', [id]); // prettier-ignore
      return rows[0]!;
    });
  return { provider, id, token, change, row };
}
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Rows about one thing, as soon as there is one. */
async function auditOf(event: string, resourceId: string): Promise<AuditRow[]> {
  let rows: AuditRow[] = [];
  for (let tries = 0; tries < 600 && rows.length === 0; tries++) {
    const all = await auditTrail(upstreams.stack, upstreams.orgId);
    rows = all.filter(({ event_type, resource_id }) => event_type === event && resource_id === resourceId);
    if (rows.length === 0) await sleep(100);
  }
  return rows;
}
const authorized = expect.objectContaining({ kind: 'authorization' });

describe('a token that ends', () => {
  it('is renewed once, however many ask over two replicas; a rotated one is kept', async () => {
    // Long enough that the renewed one does not end while so many ask a busy machine.
    const { provider, token, change, row } = await connected({ accessTokenSeconds: 4 });
    for (let round = 1; round <= 2; round++) {
      await sleep(4_100);
      const tokens = await Promise.all(Array.from({ length: 20 }, (_, i) => token(i % 2)));
      expect(tokens).toEqual(tokens.map(() => authorized));
      await change('refresh_at = NULL');
      expect([provider.granted.get('refresh_token'), provider.reuses]).toEqual([round, 0]);
    }
    expect(await row()).toMatchObject({ state: 'active', rotates: true });
  });

  it('is renewed by itself before its end, without a call', async () => {
    const { provider, change } = await connected();
    for (let tries = 0; tries < 100 && !provider.granted.get('refresh_token'); tries++) {
      await change('refresh_at = now(), retry_at = NULL');
      await sleep(200);
    }
    expect(provider.reuses).toBe(0);
    expect(provider.granted.get('refresh_token')).toBeGreaterThan(0);
  });

  it('whose renewal was under way with a replica that died before it asked is renewed by another', async () => {
    const { provider, token, change } = await connected({ accessTokenSeconds: 1 });
    await change(`refresh_phase = 'taken', refresh_until = now() + interval '2 s'`);
    await sleep(1_100);
    expect(await token(1)).toEqual(authorized);
    expect(provider.granted.get('refresh_token')).toBe(1);
  });

  it('whose renewal may have been answered is not renewed blindly: its owner is told, and has the rest of its life', async () => {
    const { provider, id, token, change, row } = await connected({ accessTokenSeconds: 6 });
    await change(`refresh_phase = 'asked', refresh_until = now() - interval '1 s'`);
    await sleep(5_000);
    expect(await token()).toEqual(authorized);
    const { id: connectionId, state } = await row();
    expect(state).toBe('needs_reconnect');
    await sleep(1_100);
    expect(await token()).toEqual({ kind: 'connection_required', url: `${PUBLIC_URL}/connect/${id}`, reason: 'needs_reconnect' }); // prettier-ignore
    expect(provider.asked.get('refresh_token')).toBeUndefined();
    const failures = await auditOf('upstream_connection.failed', connectionId);
    expect(failures).toMatchObject([{ details: { outcome: 'needs_reconnect', user_id: person.userId } }]);
    const mail = await mailTo(upstreams.stack.mailFolder, EMAIL, /has stopped working/);
    expect(linkIn(mail)).toBe(`/connect/${id}`);
  });

  it('is renewed all the same where the entry says that the server takes a token again', async () => {
    const { provider, token, change } = await connected(
      { accessTokenSeconds: 1 },
      { ...REGISTERED, retry_refresh: true },
    );
    await change(`refresh_phase = 'asked', refresh_until = now() - interval '1 s'`);
    await sleep(1_100);
    expect(await token()).toEqual(authorized);
    expect(provider.granted.get('refresh_token')).toBe(1);
  });

  it('whose authorization server is away stays connected, and says so', async () => {
    const { provider, token, row } = await connected({ accessTokenSeconds: 1 });
    await provider.close();
    await sleep(1_100);
    expect(await token()).toMatchObject({ kind: 'failed' });
    expect(await row()).toMatchObject({ state: 'active' });
  });
});

describe('uses of a credential', () => {
  it('are rows of the audit log with a count, once however often they are reported', async () => {
    const { id: serverId } = await connected();
    const { orgId } = upstreams;
    const minuteMs = Math.floor(Date.now() / 60_000) * 60_000;
    const use = { id: randomUUID(), orgId, serverId, userId: person.userId, keyId: null, minuteMs, count: 7 };
    for (let times = 0; times < 2; times++) {
      const answer = await upstreams.clients[0]!.internal('POST', '/internal/v1/auth/credentials/used', {
        uses: [use],
      });
      expect(answer.status).toBe(204);
    }
    const rows = await auditOf('upstream_credential.used', serverId);
    expect(rows).toMatchObject([{ details: { count: 7, minute: new Date(minuteMs).toISOString() } }]);
  });
});
