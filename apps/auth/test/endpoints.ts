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

/**
 * Whose isolation has a test of its own: the audit log shows whoever reads it that they did (audit-logs.200.spec.ts), and masking
 * rules are one thing and not a list (masking-rules.spec.ts).
 */
export const ELSEWHERE = [
  'GET /v1/audit-logs', 'GET /v1/audit-logs/export', 'GET /v1/audit-logs/verification',
  'GET /v1/masking-rules', 'PUT /v1/masking-rules', 'POST /v1/masking-rules/try',
]; // prettier-ignore

/** A method and a path with each `{…}` filled in. */
export function fill(endpoint: string, id: string): [method: string, path: string] {
  const [method = '', path = ''] = endpoint.split(' ');
  return [method, path.replaceAll(/\{[^}]+\}/g, id)];
}
