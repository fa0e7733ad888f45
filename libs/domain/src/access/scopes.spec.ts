import { describe, expect, it } from '@jest/globals';
import type { KeyScopes } from '@gatewayops/contracts';
import { scopeAllows, type ScopeKind } from './scopes.js';

const scopes: KeyScopes = {
  mcp: [
    { server: 'files', tools: ['read_*', 'list'], resources: ['file:///srv/*'], prompts: [] },
    { server: 'crm-*', tools: ['lookup'], resources: [], prompts: ['*'] },
  ],
  permissions: [],
};

describe('scopeAllows', () => {
  it.each<[ScopeKind, string, string, boolean]>([
    ['tool', 'files', 'read_file', true],
    ['tool', 'files', 'list', true],
    ['tool', 'files', 'write_file', false],
    ['tool', 'filesystem', 'read_file', false],
    ['tool', 'crm-eu', 'lookup', true],
    // `lookup` is allowed on crm-* only, `read_*` on files only.
    ['tool', 'files', 'lookup', false],
    ['tool', 'crm-eu', 'read_file', false],
    ['resource', 'files', 'file:///srv/a/b.txt', true],
    ['resource', 'files', 'file:///etc/passwd', false],
    ['prompt', 'files', 'anything', false],
    ['prompt', 'crm-us', 'anything', true],
    ['server', 'crm-us', '', true],
    ['server', 'mail', '', false],
  ])('%s on %s named %j: %s', (kind, server, name, expected) => {
    expect(scopeAllows(scopes, kind, server, name)).toBe(expected);
  });

  it('allows nothing to a key without scopes', () => {
    expect(scopeAllows({ mcp: [], permissions: ['traces:read'] }, 'server', 'files', '')).toBe(false);
  });
});
