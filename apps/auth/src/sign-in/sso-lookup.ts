import type { PersonSession } from '@gatewayops/contracts';

/** Where people of some addresses sign in: at an identity provider of their organisation. */
export abstract class SsoLookup {
  /**
   * Where a sign-in for this address begins; it takes `return_to`. Null where its domain has no identity
   * provider.
   */
  abstract startFor(email: string): Promise<string | null>;

  /** By address or id: where they have to sign in, as their organisation lets nobody in otherwise; null where a password will do. */
  abstract requires(emailOrUserId: string): Promise<{ url: string } | null>;

  /** Where a sign-out begins that ends at the person's identity provider, too; null where theirs offers none. */
  abstract logoutOf(person: Pick<PersonSession, 'orgId' | 'userId'>): Promise<string | null>;
}

/** The start of a sign-in that leads back to a path of ours. */
export const withReturn = (url: string, returnTo: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}return_to=${encodeURIComponent(returnTo)}`;
