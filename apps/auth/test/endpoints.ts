import { readFileSync } from 'node:fs';

/** Every operation of the published API that asks for a credential, as `POST /v1/auth/keys/{id}/rotate`. */
export const ENDPOINTS: readonly string[] = operationsOf('/v1/');

function operationsOf(prefix: string): string[] {
  const file = new URL('../../../docs/openapi/auth.json', import.meta.url);
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as {
    paths: Record<string, Record<string, { security?: object[] }>>;
  };
  return Object.entries(paths)
    .filter(([path]) => path.startsWith(prefix))
    .flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { security }]) => security !== undefined)
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
}

/** Operations of whoever is signed in, about themselves. */
export const PERSON_ENDPOINTS = ENDPOINTS.filter((endpoint) =>
  /\/v1\/auth\/(?:session|permissions|oauth-grants|playground-tokens)/.test(endpoint),
);

/** Operations that belong to one organisation, by `X-Organization-Id`. */
export const TENANT_ENDPOINTS = ENDPOINTS.filter(
  (endpoint) => !endpoint.includes('/v1/orgs') && !PERSON_ENDPOINTS.includes(endpoint),
);

/** A method and a path with each `{…}` filled in. */
export function fill(endpoint: string, id: string): [method: string, path: string] {
  const [method = '', path = ''] = endpoint.split(' ');
  return [method, path.replaceAll(/\{[^}]+\}/g, id)];
}
