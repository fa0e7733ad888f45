import { ROUTE_LIST_PATH, signServiceToken, type ServedRoute } from '@gatewayops/service';
import { z } from 'zod';
import type { Urls } from './caller.js';
import { readDocument, type Endpoint, type JsonSchema } from './document.js';
import { askedAs, type ExceptedRoute } from './exceptions.js';

const RouteList = z.object({ routes: z.array(z.object({ method: z.string(), path: z.string() })) });
const TIMEOUT_MS = 10_000;

export interface ServiceApi {
  endpoints: Endpoint[];
  schemas: Record<string, JsonSchema>;
  /** Routes that are in no document, with a reason. */
  excepted: ExceptedRoute[];
  /** Routes that are neither in the document nor excepted. */
  unknown: ServedRoute[];
}

/** What a running service answers, held against what it says of itself. */
export async function apiOf(service: keyof Urls, urls: Urls, internalSecret: string): Promise<ServiceApi> {
  const { endpoints, schemas } = readDocument(service, await getJson(`${urls[service]}/openapi.json`));
  const authorization = `Service ${signServiceToken(internalSecret, 'gateway', service)}`;
  const { routes } = RouteList.parse(await getJson(urls[service] + ROUTE_LIST_PATH, { authorization }));
  const documented = new Set(endpoints.map(({ method, path }) => `${method} ${shapeOf(path)}`));
  const others = routes.filter(({ method, path }) => method !== 'HEAD' && method !== 'OPTIONS' && !documented.has(`${method} ${shapeOf(path)}`)); // prettier-ignore
  const excepted: ExceptedRoute[] = [];
  const unknown: ServedRoute[] = [];
  for (const route of others) {
    const how = askedAs(service, route.path);
    if (how === null) unknown.push(route);
    else excepted.push({ ...route, service, askedAs: how });
  }
  return { endpoints, schemas, excepted, unknown };
}

/** What a parameter is called does not matter. */
const shapeOf = (path: string): string => path.replaceAll(/\{[^}]+\}/g, '{}');

async function getJson(url: string, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}`);
  return response.json();
}
