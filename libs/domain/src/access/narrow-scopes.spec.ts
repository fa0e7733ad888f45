import type { HeldGrant, McpScope } from '@gatewayops/contracts';
import { describe, expect, it } from '@jest/globals';
import { grantsAreWithin, scopesAreWithin, scopesWithin } from './narrow-scopes.js';
import { scopeAllows } from './scopes.js';

const scope = (server: string, ...tools: string[]): McpScope => ({ server, tools, resources: [], prompts: [] });
const ALL: McpScope = { server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] };

describe('scopesWithin', () => {
  it.each([
    ['all of a key within all', [scope('git', 'read')], [ALL], [scope('git', 'read')]],
    ['a key for all within little', [ALL], [scope('git*', 'read_*')], [scope('git*', 'read_*')]],
    ['one pattern within another', [scope('git*', '*_file')], [scope('*', 'read*')], [scope('git*')]],
    ['nothing of another server', [scope('git', '*')], [scope('mail', '*')], []],
    ['nothing within nothing', [ALL], [], []],
  ])('%s', (_what, scopes, ceiling, expected) => {
    expect(scopesWithin(scopes, ceiling)).toEqual(expected);
  });

  it('never allows what one of the two does not', () => {
    const names = ['a', 'ab', 'b', 'ba', 'aa', 'bab'];
    const patterns = ['*', 'a', 'a*', '*b', 'a*b', 'b*', 'ba*'];
    for (const key of patterns) {
      for (const role of patterns) {
        const both = { mcp: scopesWithin([scope(key, role)], [scope(role, key)]), permissions: [] };
        for (const server of names) {
          for (const tool of names) {
            if (!scopeAllows(both, 'tool', server, tool)) continue;
            expect(scopeAllows({ mcp: [scope(key, role)], permissions: [] }, 'tool', server, tool)).toBe(true);
            expect(scopeAllows({ mcp: [scope(role, key)], permissions: [] }, 'tool', server, tool)).toBe(true);
          }
        }
      }
    }
  });
});

describe('scopesAreWithin', () => {
  it.each([
    [[scope('git', 'read')], [scope('git', '*')], true],
    [[scope('git', '*')], [scope('git', 'read')], false],
    [[scope('*', 'read')], [scope('git', 'read')], false],
    [[scope('git', 'a', 'b')], [scope('git', 'a'), scope('*', 'b')], true],
    [[], [], true],
  ])('%j of %j: %s', (scopes, ceiling, expected) => {
    expect(scopesAreWithin(scopes, ceiling)).toBe(expected);
  });
});

describe('grantsAreWithin', () => {
  const held = (permission: string, reach: HeldGrant['reach'] = 'organization', teamId: string | null = null): HeldGrant =>
    ({ permission, reach, teamId, role: 'r' }); // prettier-ignore

  it.each([
    ['teams:read', [held('*')], true],
    ['teams:*', [held('teams:*')], true],
    ['*', [held('teams:*')], false],
    ['teams:*', [held('teams:read')], false],
    ['teams:read', [held('teams:read', 'team')], false],
    ['teams:read', [held('*', 'organization', 'red')], false],
  ])('%s with %j: %s', (permission, grants, expected) => {
    expect(grantsAreWithin([{ permission, reach: 'organization' }], grants)).toBe(expected);
  });
});
