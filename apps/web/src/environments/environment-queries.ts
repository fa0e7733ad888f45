import type { Api } from '../api/clients';
import type { components } from '../api/generated/auth';
import { apiQuery } from '../api/query';

export type Environment = components['schemas']['Environment'];
export const ENVIRONMENTS = '/v1/environments';

/** Production first, then by name. */
export const inOrder = (environments: readonly Environment[]): Environment[] =>
  environments.toSorted((a, b) => Number(b.is_production) - Number(a.is_production) || a.name.localeCompare(b.name));

/** An organisation has twenty at most. */
export const environmentList = (api: Api) => apiQuery(api.auth, ENVIRONMENTS, { params: { query: { limit: 50 } } });
