import { setTimeout as sleep } from 'node:timers/promises';
import { startSmtpServer, type ReceivedMail } from '@gatewayops/testing/smtp-server';
import PostalMime from 'postal-mime';

const WAIT_MS = 10_000;

/** A mail server that keeps the links of what it is sent. */
export class Mails {
  private readonly links = new Map<string, string[]>();
  private server: Awaited<ReturnType<typeof startSmtpServer>> | undefined;

  /** The address for `SMTP_URL`. */
  async start(): Promise<string> {
    this.server = await startSmtpServer((mail) => this.keep(mail));
    return `smtp://127.0.0.1:${this.server.port}`;
  }

  /** The path of the next link that is mailed to an address, or was and was not taken; null where none comes. */
  async linkTo(address: string): Promise<string | null> {
    const deadlineMs = performance.now() + WAIT_MS;
    while (performance.now() < deadlineMs) {
      const link = this.links.get(address)?.shift();
      if (link !== undefined) return link;
      await sleep(20);
    }
    return null;
  }

  async stop(): Promise<void> {
    await this.server?.close();
  }

  private async keep({ to, content }: ReceivedMail): Promise<void> {
    const { text = '' } = await PostalMime.parse(content);
    const url = URL.parse(/^https?:\/\/\S+$/m.exec(text)?.[0] ?? '');
    if (url === null) return;
    for (const address of to) this.links.set(address, [...(this.links.get(address) ?? []), url.pathname + url.search]); // prettier-ignore
  }
}
