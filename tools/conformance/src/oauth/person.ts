import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Browser } from './browser.js';

const Made = z.object({ link: z.string() });

/** How a program goes on as a person that another one made. */
export const PersonState = z.object({
  /** Origin at which people find the auth service. */
  origin: z.string(),
  cookies: z.record(z.string(), z.string()),
});
export type PersonState = z.infer<typeof PersonState>;

/** A member of the organisation with a browser, who says yes to whatever is asked. */
export class Person {
  private constructor(
    private readonly origin: string,
    private readonly browser: Browser,
  ) {}

  /** Invited by the operator, and in by the link. */
  static async join(origin: string, adminToken: string, orgId: string): Promise<Person> {
    const answer = await fetch(`${origin}/v1/invitations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminToken}`, 'x-organization-id': orgId, 'content-type': 'application/json' },
      body: JSON.stringify({ email: `${randomBytes(6).toString('hex')}@example.com` }),
    }); // prettier-ignore
    const { link } = Made.parse(await answer.json());
    const browser = new Browser();
    const { text: page } = await browser.open(link);
    const fields = { name: 'Conformance', way: 'password', password: randomBytes(24).toString('base64url') };
    const joined = await browser.open(`${link}/new`, { page, fields });
    if (joined.status !== 200) throw new Error(`nobody joined: HTTP ${joined.status} at ${joined.url.href}`);
    return new Person(origin, browser);
  }

  static known({ origin, cookies }: PersonState): Person {
    return new Person(origin, new Browser({ [origin]: cookies }));
  }

  get state(): PersonState {
    return { origin: this.origin, cookies: this.browser.cookiesOf(this.origin) };
  }

  /** Their id. */
  async userId(): Promise<string> {
    const { text } = await this.browser.open(`${this.origin}/v1/auth/session`);
    return z.object({ user: z.object({ id: z.string() }) }).parse(JSON.parse(text)).user.id;
  }

  /** Connects an account at a server by our page. @throws Error in the page's words */
  async connect(page: string): Promise<void> {
    const shown = await this.browser.open(page);
    const landed = shown.status === 200 ? await this.browser.open(page, { page: shown.text, fields: {} }) : shown;
    if (landed.status !== 200) throw new Error(`not connected: HTTP ${landed.status} ${wordsOf(landed.text)}`);
  }

  /** Lets a client in that asks at our authorization server. */
  async allow(authorizationUrl: string): Promise<void> {
    const asked = await this.browser.open(authorizationUrl);
    if (asked.url.origin !== this.origin) return;
    await this.browser.open(asked.url, { page: asked.text, fields: { answer: 'allow' } });
  }
}

const wordsOf = (page: string): string => page.replaceAll(/<[^>]*>|\s+/g, ' ').slice(0, 500);
