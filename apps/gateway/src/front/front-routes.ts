import type { ServedRoute } from '@gatewayops/service';
import { MCP_PATH, REST_METHODS } from '../request-path/inbound.js';

const of = (path: string, ...methods: string[]): ServedRoute[] => methods.map((method) => ({ method, path }));
const SERVER = `${MCP_PATH}/{server}`;

/** What is answered below the web framework; `parseTarget` knows these addresses and no others. */
export const FRONT_ROUTES: readonly ServedRoute[] = [
  ...of(MCP_PATH, 'POST', 'GET', 'DELETE'),
  ...of(`${MCP_PATH}/sse`, 'GET', 'POST'),
  ...of(SERVER, 'POST', 'GET', 'DELETE'),
  ...of(`${SERVER}/sse`, 'GET', 'POST'),
  ...of(`${SERVER}/tasks/{task}`, 'GET', 'POST', 'DELETE'),
  ...Object.keys(REST_METHODS).flatMap((method) => of(`${SERVER}/${method}`, 'POST')),
];
