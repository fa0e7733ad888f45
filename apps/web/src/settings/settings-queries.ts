import type { Api } from '../api/clients';
import type { components } from '../api/generated/auth';
import { apiQuery } from '../api/query';

export type Organization = components['schemas']['Organization'];
export type Session = components['schemas']['Session'];
export const ORGANIZATION = '/v1/orgs/{id}';
export const SESSIONS = '/v1/auth/sessions';

export const organizationOf = (api: Api, id: string) => apiQuery(api.auth, ORGANIZATION, { params: { path: { id } } });
export const sessions = (api: Api) => apiQuery(api.auth, SESSIONS, {});
