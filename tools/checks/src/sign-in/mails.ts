import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const WAIT_MS = 10_000;

/** A mail server that keeps the links of what it is sent. */
export class Mails {
  private readonly links = new Map<string, string[]>();
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        void this.keep(to, Buffer.concat(chunks)).then(() => done(), done); // oxlint-disable-line promise/no-callback-in-promise
      });
    },
  });

  /** The address for `SMTP_URL`. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
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

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }

  private async keep(addresses: readonly string[], mail: Buffer): Promise<void> {
    const { text = '' } = await PostalMime.parse(mail);
    const url = URL.parse(/^https?:\/\/\S+$/m.exec(text)?.[0] ?? '');
    if (url === null) return;
    for (const address of addresses) this.links.set(address, [...(this.links.get(address) ?? []), url.pathname + url.search]); // prettier-ignore
  }
}
