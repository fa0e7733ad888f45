import { startChromium } from '@gatewayops/testing/chromium';
import { startSmtpServer } from '@gatewayops/testing/smtp-server';
import type { Browser, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { until, type Organization } from '../../e2e/support/organization.js';
import { TestStack } from '../../e2e/support/test-stack.js';

const TIMEOUT_MS = 20_000;
const MAIL_WITHIN_MS = 20_000;
export const PASSWORD = 'correct horse battery staple 9';

interface Mail {
  to: readonly string[];
  text: string;
}

/** All of GatewayOps with its dashboard and a mail server, and a browser. Nothing is asked of any other machine. */
export class Dashboard {
  /** By what all that the pages' consoles said is remembered: nothing of it is expected. */
  readonly complaints: string[] = [];

  private constructor(
    readonly stack: TestStack,
    private readonly chromium: Browser,
    private readonly mails: readonly Mail[],
    private readonly closeMail: () => Promise<void>,
  ) {}

  static async start(): Promise<Dashboard> {
    const mails: Mail[] = [];
    const smtp = await startSmtpServer(async ({ to, content }) => {
      const { text = '' } = await PostalMime.parse(content);
      mails.push({ to, text });
    });
    const environment = { auth: { SMTP_URL: `smtp://127.0.0.1:${smtp.port}` } };
    const [stack, chromium] = await Promise.all([TestStack.start({ web: true, environment }), startChromium()]);
    return new Dashboard(stack, chromium, mails, smtp.close);
  }

  /** Where people open it, and where MCP clients connect. */
  get origin(): string {
    return `http://localhost:${new URL(this.stack.stack.urlOf('web')).port}`;
  }

  /** A window of a browser of its own, with an authenticator that knows its owner's finger. */
  async open(): Promise<Page> {
    const page = await (await this.chromium.newContext({ baseURL: this.origin, locale: 'en-GB' })).newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // A refusal that a page shows is also told by the browser itself.
      if (message.type() === 'error' && !/status of 40[0134]/.test(message.text()))
        this.complaints.push(message.text());
    });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    }); // prettier-ignore
    return page;
  }

  /** Somebody new of an organisation in a window of their own: invited, joined with a password, signed in. */
  async join(organization: Organization, role: string): Promise<Page> {
    const email = `${role.replace('_', '-')}-${organization.id.slice(-6)}@example.com`;
    await organization.admin('POST', `${organization.urls.auth}/v1/invitations`, { email, role });
    const page = await this.open();
    await page.goto(await this.linkTo(email));
    await page.getByLabel('Your name').fill('Ann Example');
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.waitForURL((url) => !url.pathname.includes('invitation'));
    return page;
  }

  /** What the newest mail to somebody asks to follow. */
  async linkTo(email: string): Promise<string> {
    const ofThem = () => this.mails.findLast(({ to }) => to.includes(email))?.text;
    const text = await until(async () => ofThem(), (found) => found !== undefined, MAIL_WITHIN_MS); // prettier-ignore
    const link = /^https?:\/\/\S+$/m.exec(text ?? '')?.[0];
    if (link === undefined) throw new Error(`no link was sent to ${email}`);
    return link;
  }

  async stop(): Promise<void> {
    await this.chromium.close();
    await this.stack.stop();
    await this.closeMail();
  }
}
