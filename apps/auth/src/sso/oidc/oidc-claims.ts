import type { SsoAttributes } from '@gatewayops/contracts';
import type { ProvenIdentity } from '../flow/sso-flows.js';
import { SsoFailure } from '../flow/sso-failure.js';

type Claims = Readonly<Record<string, unknown>>;

const GROUPS_MAX = 1_000;

/** Whether userinfo has to be asked: something that is mapped is not in the ID token. */
export const lacksClaims = (claims: Claims, { email, name }: SsoAttributes): boolean =>
  claims[email] === undefined || claims[name] === undefined;

/**
 * Whom claims are about. An address that the provider itself calls unverified is none (OpenID Connect Core, 5.1); one that says
 * nothing of it is taken, as its organisation has verified the domain.
 * @throws SsoFailure
 */
export function identityOf(claims: Claims, attributes: SsoAttributes): ProvenIdentity {
  const subject = claims['sub'];
  if (typeof subject !== 'string' || subject === '') throw new SsoFailure('the ID token names nobody');
  const verified = claims['email_verified'];
  if (attributes.email === 'email' && (verified === false || verified === 'false'))
    throw new SsoFailure('the provider says that the e-mail address is not verified');
  const methods = claims['amr'];
  return {
    subject,
    email: addressOf(claims[attributes.email]),
    name: textOf(claims[attributes.name]),
    groups: groupsOf(claims[attributes.groups]),
    sessionIndex: null,
    secondFactor: Array.isArray(methods) && methods.includes('mfa'),
  };
}

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' && /^\P{Cc}*$/u.test(value) ? value.trim().slice(0, 255) : null;

/** An address in lower case; null for what is none. */
export function addressOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return text.length <= 255 && /^[^\s@"<>(),:;\\[\]\p{Cc}]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u.test(text) ? text : null;
}

/** One group may come as a text. */
export function groupsOf(value: unknown): string[] | null {
  if (value === undefined || value === null) return null;
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((group) => typeof group === 'string').slice(0, GROUPS_MAX);
}
