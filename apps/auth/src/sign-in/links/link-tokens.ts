import { hash, randomBytes } from 'node:crypto';
import { redisKeys } from '@gatewayops/contracts';
import { Redis } from '@gatewayops/redis';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

export const LINK_LIFE_MS = 15 * 60_000;

const MailedLink = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  /** Of the browser that asked for it: there it opens at once. */
  browserMark: z.string(),
  returnTo: z.string(),
  /** Of the person's sessions when it was asked for: it dies with them. */
  epoch: z.string(),
});
export type MailedLink = z.infer<typeof MailedLink>;

/** `signin`: opens a session; `reset`: sets a new password. One is no good for the other. */
export type LinkKind = 'signin' | 'reset';

/** Links in mails: each works once, for a quarter of an hour. */
@Injectable()
export class LinkTokens {
  constructor(private readonly redis: Redis) {}

  async create(kind: LinkKind, link: MailedLink): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.redis.set(keyOf(kind, token), JSON.stringify(link), 'PX', LINK_LIFE_MS);
    return token;
  }

  /** What a link is for, which uses nothing up; null where it is over. */
  async look(kind: LinkKind, token: string): Promise<MailedLink | null> {
    return linkOf(await this.redis.get(keyOf(kind, token)));
  }

  /** As `look`, once. */
  async use(kind: LinkKind, token: string): Promise<MailedLink | null> {
    return linkOf(await this.redis.getdel(keyOf(kind, token)));
  }
}

const keyOf = (kind: LinkKind, token: string): string => redisKeys.mailedLink(kind, hash('sha256', token, 'hex'));
const linkOf = (text: string | null): MailedLink | null => (text === null ? null : MailedLink.parse(JSON.parse(text)));
