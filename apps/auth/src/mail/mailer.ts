import { Logger, ShutdownHooks } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  /** Plain text; lines end with `\n`. Every link that it asks to follow stands on a line of its own. */
  text: string;
}

export interface MailSettings {
  /** `smtp://` or `smtps://` with user and password; undefined: no mail is sent, and the log says so. */
  url: string | undefined;
  from: string;
}

const CONNECTIONS_MAX = 2;
const TIMEOUT_MS = 10_000;
const WAITING_MAX = 1_000;

/**
 * Sends mail by SMTP. What is sent is never waited for by the request that caused it: how long it takes would tell whether an
 * address is known.
 */
@Injectable()
export class Mailer {
  private readonly transport: Transporter | null;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly settings: MailSettings,
    private readonly logger: Logger,
    shutdown: ShutdownHooks,
  ) {
    const { url } = settings;
    this.transport = url === undefined ? null : connect(url);
    shutdown.register('drain', 'mail', async () => {
      await Promise.allSettled(this.underWay);
      this.transport?.close();
    });
  }

  /** Whether mail can be sent at all; pages that need it say so where it cannot. */
  get isConfigured(): boolean {
    return this.transport !== null;
  }

  /** Sends it in the background; a failure is a line in the log. */
  post(mail: Mail): void {
    if (this.transport === null) {
      this.logger.warn({ subject: mail.subject }, 'mail was not sent: SMTP_URL is not set');
      return;
    }
    if (this.underWay.size >= WAITING_MAX) {
      this.logger.error(
        { subject: mail.subject, waiting: this.underWay.size },
        'mail was not sent: too much is waiting',
      );
      return;
    }
    const sent = this.send(this.transport, mail).finally(() => this.underWay.delete(sent));
    this.underWay.add(sent);
  }

  private async send(transport: Transporter, mail: Mail): Promise<void> {
    try {
      await transport.sendMail({ from: this.settings.from, ...mail });
    } catch (error) {
      this.logger.error({ error, subject: mail.subject }, 'mail was not sent');
    }
  }
}

function connect(url: string): Transporter {
  const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const { hostname, port, protocol, username, password } = new URL(url);
  const auth =
    username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } };
  return createTransport({
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    host: hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    secure: protocol === 'smtps:',
    ...auth,
    ...limits,
  });
}
