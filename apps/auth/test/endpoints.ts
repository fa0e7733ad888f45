import { readFileSync } from 'node:fs';

/** Every operation of the published API, as `POST /v1/auth/keys/{id}/rotate`. */
export const ENDPOINTS: readonly string[] = operationsOf('/v1/');

function operationsOf(prefix: string): string[] {
  const file = new URL('../../../docs/openapi/auth.json', import.meta.url);
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, Record<string, object>> };
  return Object.entries(paths)
    .filter(([path]) => path.startsWith(prefix))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
}

/** Operations that belong to one organisation, by `X-Organization-Id`. */
export const TENANT_ENDPOINTS = ENDPOINTS.filter((endpoint) => !endpoint.includes('/v1/orgs'));

/** A method and a path with each `{…}` filled in. */
export function fill(endpoint: string, id: string): [method: string, path: string] {
  const [method = '', path = ''] = endpoint.split(' ');
  return [method, path.replaceAll(/\{[^}]+\}/g, id)];
}
