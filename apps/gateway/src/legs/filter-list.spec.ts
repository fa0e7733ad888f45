import type { KeyScopes } from '@gatewayops/contracts';
import { describe, expect, it } from '@jest/globals';
import { filterList, isRestrictedList } from './filter-list.js';

const scopes = (tools: string[]): KeyScopes => ({
  mcp: [{ server: 'files', tools, resources: [], prompts: [] }],
  permissions: [],
});
const LIST = Buffer.from(
  '{"tools":[{"name":"read_file","x":9007199254740993, "y" : 1.0},{"name":"write_file"},{"name":"read_dir"}],"nextCursor":"c"}',
);

describe('lists under scopes', () => {
  it('keeps what the key may use, byte for byte, and everything around it', () => {
    const filtered = filterList('tools/list', LIST, scopes(['read_*']), 'files').toString();
    expect(filtered).toContain('{"name":"read_file","x":9007199254740993, "y" : 1.0}');
    expect(filtered).toContain('"nextCursor":"c"');
    expect(filtered).not.toContain('write_file');
    expect((JSON.parse(filtered) as { tools: unknown[] }).tools).toHaveLength(2);
  });

  it('shows nothing of a server that no scope names', () => {
    const filtered = filterList('tools/list', LIST, scopes(['*']), 'other').toString();
    expect((JSON.parse(filtered) as { tools: unknown[] }).tools).toEqual([]);
  });

  it('knows when there is nothing to filter', () => {
    expect(isRestrictedList('tools/list', scopes(['*']), 'files')).toBe(false);
    expect(isRestrictedList('tools/list', scopes(['read_*']), 'files')).toBe(true);
    expect(isRestrictedList('tools/list', scopes(['*']), 'other')).toBe(true);
    expect(isRestrictedList('resources/list', scopes(['*']), 'files')).toBe(true);
    expect(isRestrictedList('tools/call', scopes([]), 'files')).toBe(false);
  });
});
