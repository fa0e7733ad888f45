import type { Attempt } from './issuer-attempts.js';

/** What another organisation tries at the addresses that tell more of people, keys and servers. */
export const DASHBOARD_ATTEMPTS: Record<string, Attempt<'user' | 'key' | 'server' | 'view'>[]> = {
  'GET /v1/users/{id}/permissions': [(id) => ({ path: `/v1/users/${id.user}/permissions` })],
  'GET /v1/auth/keys/{id}/use': [(id) => ({ path: `/v1/auth/keys/${id.key}/use` })],
  'GET /v1/mcp-servers/{id}/tools': [(id) => ({ path: `/v1/mcp-servers/${id.server}/tools` })],
  'PATCH /v1/saved-views/{id}': [(id) => ({ path: `/v1/saved-views/${id.view}`, body: { name: 'Mine' } })],
  'DELETE /v1/saved-views/{id}': [(id) => ({ path: `/v1/saved-views/${id.view}` })],
};

/** How many a list shows its own organisation, where it is not one. */
export const OWN: Record<string, number> = {
  'GET /v1/mcp-catalog': 15,
  'GET /v1/mcp-servers': 2,
  'GET /v1/mcp-servers/health': 2,
  'GET /v1/roles': 6,
};
