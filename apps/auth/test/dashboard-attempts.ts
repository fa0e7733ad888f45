import type { Attempt } from './issuer-attempts.js';

/** What another organisation tries at the addresses that tell more of people, keys and servers. */
export const DASHBOARD_ATTEMPTS: Record<string, Attempt<'user' | 'key' | 'server'>[]> = {
  'GET /v1/users/{id}/permissions': [(id) => ({ path: `/v1/users/${id.user}/permissions` })],
  'GET /v1/auth/keys/{id}/use': [(id) => ({ path: `/v1/auth/keys/${id.key}/use` })],
};
