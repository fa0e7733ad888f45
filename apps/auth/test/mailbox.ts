import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime from 'postal-mime';

const WAIT_MS = 10_000;

export interface ReadMail {
  subject: string;
  text: string;
}

/** Mails to an address, oldest first. */
export async function mailsTo(folder: string, address: string): Promise<ReadMail[]> {
  const names = await readdir(join(folder, address)).catch(() => []);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const { subject = '', text = '' } = await PostalMime.parse(await readFile(join(folder, address, name)));
      return { subject, text };
    }),
  );
}

/** The newest mail of this subject, once there are as many. */
export async function mailTo(folder: string, address: string, subject: RegExp, count = 1): Promise<ReadMail> {
  const deadlineMs = performance.now() + WAIT_MS;
  while (performance.now() < deadlineMs) {
    const found = (await mailsTo(folder, address)).filter((mail) => subject.test(mail.subject));
    const newest = found.at(-1);
    if (newest && found.length >= count) return newest;
    await sleep(20);
  }
  throw new Error(`no mail ${String(subject)} came to ${address}`);
}

/** The path of the link that a mail asks to follow. */
export function linkIn({ text }: ReadMail): string {
  const url = /^https?:\/\/\S+$/m.exec(text)?.[0];
  if (url === undefined) throw new Error('there is no link in the mail');
  return new URL(url).pathname + new URL(url).search;
}
