import type { Attempt } from './issuer-attempts.js';

/** What another organisation tries at the addresses that tell more of people, keys and servers. */
export const DASHBOARD_ATTEMPTS: Record<string, Attempt<'user' | 'key' | 'server' | 'view' | 'environment'>[]> = {
  'GET /v1/users/{id}/permissions': [(id) => ({ path: `/v1/users/${id.user}/permissions` })],
  'GET /v1/auth/keys/{id}/use': [(id) => ({ path: `/v1/auth/keys/${id.key}/use` })],
  'POST /v1/mcp-servers/{id}/test': [(id) => ({ path: `/v1/mcp-servers/${id.server}/test` })],
  'GET /v1/mcp-servers/{id}/health': [(id) => ({ path: `/v1/mcp-servers/${id.server}/health` })],
  'GET /v1/mcp-servers/{id}/tools': [(id) => ({ path: `/v1/mcp-servers/${id.server}/tools` })],
  'PATCH /v1/saved-views/{id}': [(id) => ({ path: `/v1/saved-views/${id.view}`, body: { name: 'Mine' } })],
  'PATCH /v1/environments/{id}': [(id) => ({ path: `/v1/environments/${id.environment}`, body: {} })],
  'DELETE /v1/environments/{id}': [(id) => ({ path: `/v1/environments/${id.environment}` })],
  'DELETE /v1/saved-views/{id}': [(id) => ({ path: `/v1/saved-views/${id.view}` })],
};

/** Its lists. */
export const DASHBOARD_LISTS: Record<string, (() => string)[]> = {
  'GET /v1/connections': [() => '/v1/connections'],
  'GET /v1/invitations': [() => '/v1/invitations'],
  'GET /v1/token-issuers': [() => '/v1/token-issuers'],
  'GET /v1/oauth-clients': [() => '/v1/oauth-clients'],
  'GET /v1/mcp-catalog': [() => '/v1/mcp-catalog'],
  'GET /v1/mcp-servers/health': [() => '/v1/mcp-servers/health'],
  'GET /v1/saved-views': [() => '/v1/saved-views'],
  'GET /v1/environments': [() => '/v1/environments'],
};

/** How many a list shows its own organisation, where it is not one. */
export const OWN: Record<string, number> = {
  'GET /v1/mcp-catalog': 15,
  'GET /v1/environments': 4,
  'GET /v1/mcp-servers': 2,
  'GET /v1/mcp-servers/health': 2,
  'GET /v1/roles': 6,
};
