import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server that keeps each mail as a file in a folder of its recipient. */
export async function startMailServer(folder: string) {
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => join(folder, address));
        const name = `${String(++count).padStart(6, '0')}.eml`;
        void keepAll(to, name, Buffer.concat(chunks)).then(done); // oxlint-disable-line promise/no-callback-in-promise
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { folder, port, close: () => new Promise<void>((resolve) => server.close(resolve)) };
}

/** What went wrong, or nothing. */
async function keepAll(folders: string[], name: string, mail: Buffer): Promise<Error | null> {
  try {
    await Promise.all(folders.map((path) => keep(path, name, mail)));
    return null;
  } catch (error) {
    return error as Error;
  }
}

async function keep(folder: string, name: string, mail: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), mail);
}
