import type { Api } from '../api/clients';
import { apiPages } from '../api/query';

const PAGE_ROWS = 50;

/** Of the person who is signed in, also where they may see those of all. */
export const ownConnections = (api: Api) =>
  apiPages(api.auth, '/v1/connections', { params: { query: { limit: PAGE_ROWS, mine: 'true' } } });
