import type { Api } from '../api/clients';
import type { components } from '../api/generated/auth';
import { apiPages, apiQuery } from '../api/query';
import { ALL } from '../people/directory-queries';

export type SsoDomain = components['schemas']['SsoDomain'];
export type SsoConnection = components['schemas']['SsoConnection'];
export type ScimToken = components['schemas']['ScimToken'];

export const DOMAINS = '/v1/sso/domains';
export const CONNECTIONS = '/v1/sso/connections';
export const SCIM_TOKENS = '/v1/sso/scim-tokens';

export const ssoDomains = (api: Api) => apiQuery(api.auth, DOMAINS, { params: { query: { limit: ALL } } });
export const ssoConnections = (api: Api) => apiQuery(api.auth, CONNECTIONS, { params: { query: { limit: ALL } } });
export const scimTokens = (api: Api) => apiPages(api.auth, SCIM_TOKENS, { params: { query: { limit: 50 } } });
