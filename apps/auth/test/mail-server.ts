import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSmtpServer } from '@gatewayops/testing/smtp-server';

/** A mail server that keeps each mail as a file in a folder of its recipient. */
export async function startMailServer(folder: string) {
  let count = 0;
  const server = await startSmtpServer(async ({ to, content }) => {
    const name = `${String(++count).padStart(6, '0')}.eml`;
    await Promise.all(to.map((address) => keep(join(folder, address), name, content)));
  });
  return { folder, ...server };
}

async function keep(folder: string, name: string, mail: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), mail);
}
