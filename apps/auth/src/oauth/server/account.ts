/** Somebody in one organisation: whom a grant is of. The authorization server knows them by one text. */
export interface Account {
  orgId: string;
  userId: string;
}

export const accountIdOf = ({ orgId, userId }: Account): string => `${orgId}:${userId}`;

/** @throws Error for what is no account of ours: a defect */
export function accountOf(accountId: string | undefined): Account {
  const [orgId, userId] = (accountId ?? '').split(':');
  if (!orgId || !userId) throw new Error('a grant names no account');
  return { orgId, userId };
}
