import { randomBytes } from 'node:crypto';

/** A text of a key's form that was never issued. */
export const newKeyLike = (): string => `gwo_prod_${randomBytes(32).toString('hex').slice(0, 43)}`;
