import { afterEach, describe, expect, it } from '@jest/globals';
import { callTool, http, server, upstreamsFor } from '../fixtures/upstreams.js';
import { addressGuard, isPublicAddress } from './address-guard.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe('addresses', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254'])(
    '%s is refused',
    async (host) => {
      const upstreams = upstreamsFor({ addressGuard: addressGuard({ privateRanges: 'deny' }) });
      closers.push(upstreams.dispose);
      const call = callTool(upstreams.get(server({ transport: http(`http://${host}:9/mcp`) })), 't');
      await expect(call).rejects.toMatchObject({
        message: 'The address of the MCP server is not allowed by the operator.',
      });
    },
  );

  it.each([
    ['8.8.8.8', true], ['2606:4700::1111', true], ['10.1.2.3', false], ['100.64.0.1', false], ['172.31.0.1', false], ['0.0.0.0', false],
    ['fe80::1%eth0', false], ['fc00::1', false], ['::', false], ['2002:7f00:1::', false], ['64:ff9b::7f00:1', false], ['2001:db8::1', false], ['x', false],
  ])('%s public: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected)); // prettier-ignore
});
