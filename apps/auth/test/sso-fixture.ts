import { afterAll, beforeAll } from '@jest/globals';
import { type CurrentSession, type SsoConnection, type SsoDomain } from '@gatewayops/contracts';
import { AuthClient, unique } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';
import { Browser } from './browser.js';
import { startDns, type DnsServer } from './dns-server.js';
import type { StackState } from './stack-state.js';

export const PUBLIC_URL = 'http://localhost:8081';

/** An auth service with a name server of its own, which may speak to providers on this machine. */
export class SsoFixture {
  stack!: StackState;
  dns!: DnsServer;
  client!: AuthClient;
  process!: AuthProcess;

  browser(): Browser {
    return new Browser(PUBLIC_URL, this.process.url);
  }

  async post<T>(orgId: string, path: string, body?: object): Promise<T> {
    const answer = await this.client.call<T>('POST', path, { orgId, ...(body ? { body } : {}) });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** A domain that the organisation has verified. */
  async domain(orgId: string, domain = `${unique('d')}.example`): Promise<string> {
    const { id, txt_record } = await this.post<SsoDomain>(orgId, '/v1/sso/domains', { domain });
    this.dns.records.set(domain, ['v=spf1 -all', txt_record]);
    const { verified } = await this.post<SsoDomain>(orgId, `/v1/sso/domains/${id}/verify`);
    if (!verified) throw new Error(`${domain} was not verified`);
    return domain;
  }

  connect(orgId: string, provider: object, more: object = {}): Promise<SsoConnection> {
    return this.post(orgId, '/v1/sso/connections', { name: unique(), provider, ...more });
  }

  /** Who is signed in in this browser; null for nobody. */
  async whoIs(browser: Browser): Promise<CurrentSession | null> {
    const page = await browser.ask(`${PUBLIC_URL}/v1/auth/session`);
    return page.status === 200 ? (JSON.parse(page.text) as CurrentSession) : null;
  }
}

/** Call at the top of a test file. */
export function useSso(environment: Record<string, string> = {}): SsoFixture {
  const fixture = new SsoFixture();
  fixture.stack = useAuthStack();
  beforeAll(async () => {
    fixture.dns = await startDns();
    fixture.process = await startAuth({
      ...fixture.stack.environment,
      PUBLIC_URL,
      UPSTREAM_PRIVATE_RANGES: 'allow',
      DNS_SERVERS: fixture.dns.address,
      ...environment,
    });
    fixture.client = new AuthClient(fixture.stack, fixture.process.url);
  });
  afterAll(async () => {
    await fixture.process?.stop();
    await fixture.dns?.stop();
  });
  return fixture;
}
