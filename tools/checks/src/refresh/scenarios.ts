import type { AuthorizationServerOptions } from '@gatewayops/testing/oauth';
import type { Beginning } from './system.js';

export interface Scenario {
  readonly name: string;
  readonly provider: AuthorizationServerOptions;
  readonly beginning: Beginning;
  /** The access token is ended at its server while our clock still takes it as good. */
  readonly endedEarly?: true;
  /** Which part is killed while the authorization server has the request, before or after it has acted. */
  readonly kill?: { readonly part: 'gateway-2' | 'auth'; readonly when: 'before' | 'after' };
  /** Renewals that the authorization server granted. */
  readonly granted: number;
  /** Whether the tokens are lost for good, so that the person has to connect again and is told so. */
  readonly isLost?: true;
}

const EXPIRED: Beginning = { isExpired: true, rotates: true, retryRefresh: false };
const ROTATING: AuthorizationServerOptions = { rotates: true };

export const SCENARIOS: readonly Scenario[] = [
  { name: 'the token ended', provider: ROTATING, beginning: EXPIRED, granted: 1 },
  {
    name: 'the server refuses the token early',
    provider: ROTATING,
    beginning: { ...EXPIRED, isExpired: false },
    endedEarly: true,
    granted: 1,
  },
  {
    name: 'a gateway is killed while the token is renewed',
    provider: ROTATING,
    beginning: EXPIRED,
    kill: { part: 'gateway-2', when: 'before' },
    granted: 1,
  },
  {
    name: 'the renewing replica died before it asked',
    provider: ROTATING,
    beginning: { ...EXPIRED, phase: 'taken' },
    granted: 1,
  },
  {
    name: 'the renewing replica is killed before the answer; refresh tokens stay the same',
    provider: { rotates: false },
    beginning: { ...EXPIRED, rotates: false },
    kill: { part: 'auth', when: 'before' },
    granted: 1,
  },
  {
    name: 'the renewing replica is killed after the answer; it is given again to who asks again',
    provider: { rotates: true, repeatsAnswers: true },
    beginning: { ...EXPIRED, retryRefresh: true },
    kill: { part: 'auth', when: 'after' },
    granted: 1,
  },
  {
    name: 'the renewing replica is killed after the answer; what is used twice is revoked',
    provider: ROTATING,
    beginning: EXPIRED,
    kill: { part: 'auth', when: 'after' },
    granted: 1,
    isLost: true,
  },
];
