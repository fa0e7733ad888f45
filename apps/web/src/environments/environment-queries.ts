import type { Api } from '../api/clients';
import type { components } from '../api/generated/auth';
import { apiQuery } from '../api/query';

export type Environment = components['schemas']['Environment'];
export const ENVIRONMENTS = '/v1/environments';

/** An organisation has twenty at most. */
export const environmentList = (api: Api) => apiQuery(api.auth, ENVIRONMENTS, { params: { query: { limit: 50 } } });
