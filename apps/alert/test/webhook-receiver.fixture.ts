import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AlertNotification } from '@gatewayops/contracts';

export interface Received {
  delivery: string;
  signature: string;
  body: string;
  notification: AlertNotification;
}

/** A customer's endpoint. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** Statuses of the next answers; 200 when there are none. */
  readonly answers: number[] = [];

  /** Takes what comes and does not answer. */
  silent = false;
  answered = 0;

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const headers = request.headers;
        this.received.push({
          delivery: String(headers['x-gatewayops-delivery']),
          signature: String(headers['x-gatewayops-signature']),
          body,
          notification: AlertNotification.parse(JSON.parse(body)),
        });
        if (this.silent) return;
        this.answered++;
        response.writeHead(this.answers.shift() ?? 200).end();
      });
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  of(type: AlertNotification['type'], ruleName: string): Received[] {
    return this.received.filter(
      ({ notification }) => notification.type === type && notification.incident.rule_name === ruleName,
    );
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** What the documentation tells receivers to do. */
export function isGenuine({ signature, body }: Received, secret: string): boolean {
  const match = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature);
  if (!match || Math.abs(Date.now() / 1000 - Number(match[1])) > 300) return false;
  const expected = createHmac('sha256', secret).update(`${match[1]}.${body}`).digest();
  return timingSafeEqual(expected, Buffer.from(match[2] ?? '', 'hex'));
}
