import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ownerOfPath, type Owner } from './owner-of-path.js';

const SERVICES: readonly Owner[] = ['auth', 'cost', 'trace', 'alert', 'gateway'];
/** What services say about themselves: not for the outside. */
const OPERATIONS = new Set(['/health', '/ready', '/metrics', '/openapi.json']);

function pathsOf(service: Owner): string[] {
  const url = new URL(`../../../../docs/openapi/${service}.json`, import.meta.url);
  const document = JSON.parse(readFileSync(url, 'utf8')) as { paths: object };
  return Object.keys(document.paths).filter((path) => !OPERATIONS.has(path));
}

describe('the owner of a path', () => {
  it.each(SERVICES)('is found for everything that the document of %s describes', (service) => {
    const paths = pathsOf(service);
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) expect([path, ownerOfPath(path)]).toEqual([path, service]);
  });

  it('is the auth service for pages, OAuth and provisioning', () => {
    for (const path of ['/signin?return_to=/traces', '/signin/verify', '/account', '/oauth/token', '/scim/v2/Users'])
      expect(ownerOfPath(path)).toBe('auth');
    expect(ownerOfPath('/v1/auth/sso/saml/x/acs')).toBe('auth');
    expect(ownerOfPath('/.well-known/oauth-protected-resource/v1/mcp/files')).toBe('gateway');
  });

  it('tells a server of the registry from the gateway', () => {
    expect(ownerOfPath('/v1/mcp-servers/1')).toBe('auth');
    expect(ownerOfPath('/v1/mcp/files?x=1')).toBe('gateway');
  });

  it('is the dashboard for its pages and for what must stay inside', () => {
    for (const path of [
      '/',
      '/traces',
      '/connections',
      '/signing',
      '/internal/v1/prices/x',
      ...OPERATIONS,
      '/_next/static/x',
    ])
      expect(ownerOfPath(path)).toBeNull();
  });

  it('is nobody where dots could lead elsewhere', () => {
    for (const path of ['/v1/../internal/v1/x', '/v1/%2e%2E/internal', '/v1/./x', '/v1/..'])
      expect(ownerOfPath(path)).toBeNull();
    expect(ownerOfPath('/v1/traces?q=/../')).toBe('trace');
    expect(ownerOfPath('/v1/mcp/a..b')).toBe('gateway');
  });
});
