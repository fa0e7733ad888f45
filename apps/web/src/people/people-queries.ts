import type { Api } from '../api/clients';
import type { components } from '../api/generated/auth';
import { apiPages, apiQuery } from '../api/query';
import { ALL } from './directory-queries';

type Schemas = components['schemas'];
export type User = Schemas['User'];
export type Invitation = Schemas['Invitation'];
export type Team = Schemas['Team'];
export type TeamMember = Schemas['TeamMember'];
export type Role = Schemas['Role'];
export type ServiceAccount = Schemas['ServiceAccount'];
export type OrganizationRole = User['role'];

const page = { params: { query: { limit: 50 } } };

/** Paths whose answers change together. */
export const USER_PATHS = ['/v1/users', '/v1/users/{id}', '/v1/users/{id}/permissions', '/v1/members'] as const;
export const TEAM_PATHS = ['/v1/teams', '/v1/teams/{id}', '/v1/teams/{id}/members'] as const;
export const ROLE_PATHS = ['/v1/roles', '/v1/role-assignments', '/v1/users/{id}/permissions'] as const;

export const userList = (api: Api, second_factor?: 'none') => {
  const query = { limit: 50, ...(second_factor === undefined ? {} : { second_factor }) };
  return apiPages(api.auth, '/v1/users', { params: { query } }, { list: true, second_factor });
};
export const userOf = (api: Api, id: string) => apiQuery(api.auth, '/v1/users/{id}', { params: { path: { id } } });
export const permissionsOf = (api: Api, id: string) =>
  apiQuery(api.auth, '/v1/users/{id}/permissions', { params: { path: { id } } });
export const invitationList = (api: Api) => apiPages(api.auth, '/v1/invitations', page);
export const teamList = (api: Api) => apiPages(api.auth, '/v1/teams', page, { list: true });
export const teamOf = (api: Api, id: string) => apiQuery(api.auth, '/v1/teams/{id}', { params: { path: { id } } });
export const membersOfTeam = (api: Api, id: string) =>
  apiQuery(api.auth, '/v1/teams/{id}/members', { params: { path: { id }, query: { limit: ALL } } });
export const projectsOfTeam = (api: Api, team_id: string) =>
  apiQuery(api.auth, '/v1/projects', { params: { query: { team_id, limit: ALL } } });
export const roles = (api: Api) => apiQuery(api.auth, '/v1/roles', { params: { query: { limit: ALL } } });
export const assignmentsOfUser = (api: Api, user_id: string) =>
  apiQuery(api.auth, '/v1/role-assignments', { params: { query: { user_id, limit: ALL } } });
export const assignmentsOfRole = (api: Api, role_id: string) =>
  apiQuery(api.auth, '/v1/role-assignments', { params: { query: { role_id, limit: ALL } } });
export const serviceAccountList = (api: Api) => apiPages(api.auth, '/v1/service-accounts', page, { list: true });
export const securityOf = (api: Api, id: string) =>
  apiQuery(api.auth, '/v1/orgs/{id}/security', { params: { path: { id } } });
