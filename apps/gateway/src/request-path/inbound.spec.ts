import { describe, expect, it } from '@jest/globals';
import { parseTarget } from './inbound.js';

describe('addresses', () => {
  it.each([
    ['/v1/mcp', { kind: 'aggregate' }],
    ['/v1/mcp?x=1', { kind: 'aggregate' }],
    ['/v1/mcp/sse', { kind: 'sse', serverName: '', endpoint: '/v1/mcp', sessionId: null }],
    ['/v1/mcp/files', { kind: 'mcp', serverName: 'files' }],
    ['/v1/mcp/files?x=1', { kind: 'mcp', serverName: 'files' }],
    ['/v1/mcp/files/tools/call', { kind: 'rest', serverName: 'files', method: 'tools/call' }],
    ['/v1/mcp/files/prompts/list?cursor=1', { kind: 'rest', serverName: 'files', method: 'prompts/list' }],
  ])('reads %s', (url, target) => expect(parseTarget(url)).toEqual(target));

  it.each(['/v1/mcp/', '/v1/mcp/files/', '/v1/mcp/files/tools', '/v1/mcp/files/toString', '/v2/mcp/files', ''])(
    'knows no %s',
    (url) => expect(parseTarget(url)).toBeNull(),
  );
});
