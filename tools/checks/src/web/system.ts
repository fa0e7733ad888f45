import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChromium } from '@gatewayops/testing/chromium';
import { freePorts, seedDemo, Stack, type Demo } from '@gatewayops/tool-launcher';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { publishHistory } from './history.js';
import type { SignedInBrowser } from './visit.js';

const STORED_MS_MAX = 300_000;
const Ids = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });

/** All of GatewayOps with its dashboard and the demo's organisation, and a browser in which its person is signed in. */
export class System {
  #browser: Browser | undefined;

  private constructor(
    private readonly stack: Stack,
    private readonly demo: Demo,
    private readonly folder: string,
  ) {}

  static async start(folder: string): Promise<System> {
    const dataDir = join(folder, 'data');
    const cacheDir = join(homedir(), '.cache', 'gatewayops');
    const stack = await Stack.start({ dataDir, cacheDir, ports: await freePorts(), everything: true, web: true, logLevel: 'warn' }); // prettier-ignore
    try {
      const demo = await seedDemo({
        authUrl: stack.urlOf('auth'),
        costUrl: stack.urlOf('cost'),
        everythingUrl: `${stack.urlOf('everything')}/mcp`,
        adminToken: stack.secrets.adminToken,
        dataDir,
      });
      return new System(stack, demo, folder);
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  get origin(): string {
    return `http://localhost:${new URL(this.stack.urlOf('web')).port}`;
  }

  /** Publishes calls of the past and waits until all of them can be read. */
  async fill(calls: number): Promise<void> {
    const key = Ids.parse(await this.ask('auth', '/v1/auth/keys')).items[0]!;
    const [userId, teamId] = [key['user_id'], key['team_id']].map((id) => (typeof id === 'string' ? id : null));
    const caller = { orgId: this.demo.orgId, keyId: key.id, userId: userId ?? null, teamId: teamId ?? null };
    await publishHistory(this.stack.urls.redis, this.folder, caller, calls);
    const deadlineMs = performance.now() + STORED_MS_MAX;
    while ((await this.callsStored()) < calls) {
      if (performance.now() > deadlineMs) throw new Error('the calls were not stored in time');
      await sleep(500);
    }
  }

  async signIn(): Promise<SignedInBrowser> {
    const { person } = this.demo;
    if (person === null) throw new Error('the demo has no person');
    this.#browser = await startChromium();
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    await page.goto(`${this.origin}/signin`);
    await page.fill('input[name=email]', person.email);
    await page.press('input[name=email]', 'Enter');
    await page.fill('input[name=password]', person.password);
    await page.press('input[name=password]', 'Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
    const storage = await context.storageState();
    await context.close();
    return { browser: this.#browser, origin: this.origin, storage };
  }

  /** Addresses of pages that show one thing. */
  async examples(): Promise<Record<string, string>> {
    const first = async (service: 'auth' | 'trace', path: string) => Ids.parse(await this.ask(service, path)).items[0]!.id;
    return {
      '/traces/[id]': `/traces/${await this.traceId()}`,
      '/servers/[id]': `/servers/${await first('auth', '/v1/mcp-servers')}`,
      '/keys/[id]': `/keys/${await first('auth', '/v1/auth/keys')}`,
      '/people/teams/[id]': `/people/teams/${await first('auth', '/v1/teams')}`,
    };
  } // prettier-ignore

  async stop(): Promise<void> {
    await this.#browser?.close();
    await this.stack.stop();
  }

  private async traceId(): Promise<string> {
    const Traces = z.looseObject({ traces: z.array(z.looseObject({ id: z.string() })) });
    return Traces.parse(await this.ask('trace', `/v1/traces?limit=1&${periodOfAll('start_time', 'end_time')}`))
      .traces[0]!.id;
  }

  private async callsStored(): Promise<number> {
    const Statistics = z.looseObject({ totals: z.looseObject({ calls: z.number() }) });
    return Statistics.parse(await this.ask('trace', `/v1/traces/statistics?${periodOfAll('from', 'to')}`)).totals.calls;
  }

  private async ask(service: 'auth' | 'trace', path: string): Promise<unknown> {
    const answer = await fetch(this.stack.urlOf(service) + path, {
      headers: {
        authorization: `Bearer ${this.stack.secrets.adminToken}`,
        'x-organization-id': this.demo.orgId,
      },
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`GET ${path}: HTTP ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

/** Longer than calls are kept. */
const periodOfAll = (from: string, to: string): string =>
  new URLSearchParams({
    [from]: new Date(Date.now() - 40 * 86_400_000).toISOString(),
    [to]: new Date().toISOString(),
  }).toString();
