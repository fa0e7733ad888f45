import type { Api } from '../api/clients';
import { apiQuery } from '../api/query';

/** The most that a list answers at once: for choices and names. */
export const ALL = 200;

const all = { params: { query: { limit: ALL } } };
export const users = (api: Api) => apiQuery(api.auth, '/v1/users', all);
export const teams = (api: Api) => apiQuery(api.auth, '/v1/teams', all);
export const projects = (api: Api) => apiQuery(api.auth, '/v1/projects', all);
export const serviceAccounts = (api: Api) => apiQuery(api.auth, '/v1/service-accounts', all);
export const mcpServers = (api: Api) => apiQuery(api.auth, '/v1/mcp-servers', all);
