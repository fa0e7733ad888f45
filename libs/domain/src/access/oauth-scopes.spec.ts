import { describe, expect, it } from '@jest/globals';
import {
  allowancesOf,
  narrowScopes,
  scopeAllowance,
  scopeOfServer,
  scopeOfTool,
  serverOfScope,
} from './oauth-scopes.js';
import { scopeAllows } from './scopes.js';

const may = (scopes: string[], kind: 'tool' | 'resource' | 'prompt' | 'server', server: string, name: string) =>
  scopeAllows({ mcp: allowancesOf(scopes), permissions: [] }, kind, server, name);

describe('OAuth scopes', () => {
  it('allow everything, a server, or one tool of it', () => {
    expect(may(['mcp'], 'resource', 'files', 'file:///x')).toBe(true);
    expect(may(['mcp:files'], 'prompt', 'files', 'x')).toBe(true);
    expect(may(['mcp:files'], 'tool', 'mail', 'send')).toBe(false);
    expect(may(['mcp:files:read'], 'tool', 'files', 'read')).toBe(true);
    expect(may(['mcp:files:read'], 'tool', 'files', 'write')).toBe(false);
    expect(may(['mcp:files:read'], 'resource', 'files', 'file:///x')).toBe(false);
    expect(may(['mcp:files:read'], 'server', 'files', '')).toBe(true);
  });

  it.each(['read', 'ns:read', 'a b', 'über/"x"\\', "it's(1)!"])('name the tool %s and no other', (tool) => {
    const scope = scopeOfTool('files', tool);
    expect(scope).toMatch(/^[\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(may([scope], 'tool', 'files', tool)).toBe(true);
    expect(may([scope], 'tool', 'files', `${tool}x`)).toBe(false);
  });

  it.each(['', 'openid', 'mcp:', 'mcp:*', 'mcp:files:*', 'mcp:files:%2A', 'mcp:files:', 'mcp:a:b:c', 'mcp:%2A', 'mcp:files:%', 'MCP'])(
    '%j allow nothing', (scope) => expect(scopeAllowance(scope)).toBeNull(),
  ); // prettier-ignore

  it('say which server they name', () => {
    expect(serverOfScope(scopeOfServer('files'))).toBe('files');
    expect(serverOfScope('mcp')).toBeNull();
  });
});

describe('narrowScopes', () => {
  it.each([
    [['mcp'], ['mcp:files'], ['mcp:files']],
    [['mcp:files'], ['mcp'], ['mcp:files']],
    [['mcp:files:read'], ['mcp:files'], ['mcp:files:read']],
    [['mcp:files'], ['mcp:files:read', 'mcp:mail'], ['mcp:files:read']],
    [['mcp:files', 'mcp:mail'], ['mcp:mail'], ['mcp:mail']],
    [['mcp:files'], ['mcp:files2'], []],
    [['openid', 'mcp:*'], ['mcp'], []],
    [['mcp'], [], []],
  ])('%j within %j is %j', (asked, allowed, expected) => {
    expect(narrowScopes(asked, allowed)).toEqual(expected);
  });
});
