import type { Owner, System } from './system.js';

const WAYS = ['password', 'passkey', 'link'] as const;
export type Way = (typeof WAYS)[number];

/** How often owners tried to get in, and how often they did. */
export type OwnerTally = Record<Way, { tried: number; in: number }>;

export const noTally = (): OwnerTally => ({
  password: { tried: 0, in: 0 },
  passkey: { tried: 0, in: 0 },
  link: { tried: 0, in: 0 },
});

export const allIn = (tally: OwnerTally): boolean =>
  WAYS.every((way) => tally[way].tried > 0 && tally[way].in === tally[way].tried);

/** Each way once. A link goes by mail, of which there are only so many an hour, so that not every round has one. */
export async function enterByAllWays(system: System, owner: Owner, tally: OwnerTally, withLink: boolean): Promise<void> {
  for (const way of WAYS) {
    if (way === 'link' && !withLink) continue;
    tally[way].tried++;
    if (await enter[way](system, owner)) tally[way].in++;
  }
} // prettier-ignore

const enter: Record<Way, (system: System, owner: Owner) => Promise<boolean>> = {
  async password(_system, { browser, email, password }) {
    await browser.get('/signin');
    return isIn(await browser.post('/signin/password', { email, password, return_to: '/account' }));
  },
  async passkey(_system, { browser, passkey }) {
    await browser.get('/signin');
    const response = passkey.answer(browser.passkeyOptions());
    return isIn(await browser.post('/signin/passkey', { response, return_to: '/account' }));
  },
  async link({ mails }, { browser, email }) {
    await browser.get('/signin');
    await browser.post('/signin/link', { email, return_to: '/account' });
    const link = await mails.linkTo(email);
    return link !== null && isIn(await browser.get(link));
  },
};

/** Who has a passkey is asked for it as a second factor, too; to get that far is to get in by the first. */
const isIn = ({ status, location }: { status: number; location: string }): boolean =>
  status === 303 && (location === '/account' || location === '/signin/verify');
