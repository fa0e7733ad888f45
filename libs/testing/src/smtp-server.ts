import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  /** Addresses of the envelope. */
  to: readonly string[];
  /** As it came: RFC 5322. */
  content: Buffer;
}

/** A real SMTP server on a port of its own. A mail is taken once `receive` has resolved; where it rejects, it is refused. */
export async function startSmtpServer(receive: (mail: ReceivedMail) => Promise<void>) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        void receive({ to, content: Buffer.concat(chunks) }).then(() => done(), done); // oxlint-disable-line promise/no-callback-in-promise
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise<void>((resolve) => server.close(resolve)) };
}
