import { describe, expect, it } from '@jest/globals';
import { endToEnd, forwardedHeaders, fromClient, isSecure, trustedPeers } from './forwarded-headers.js';

const sender = {
  remoteAddress: '::ffff:203.0.113.7',
  encrypted: false,
  trusted: false,
  host: 'dashboard.example',
  forwardedFor: '198.51.100.1',
  forwardedProto: 'https',
};

describe('forwarded headers', () => {
  it('do not believe a stranger', () => {
    expect(forwardedHeaders(sender)).toEqual({
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'dashboard.example',
    });
    expect(isSecure(sender)).toBe(false);
  });

  it('go on from a proxy of ours', () => {
    expect(forwardedHeaders({ ...sender, trusted: true })).toMatchObject({
      'x-forwarded-for': '198.51.100.1, 203.0.113.7',
      'x-forwarded-proto': 'https',
    });
  });

  it('leave out what is meant for one hop', () => {
    const raw = [
      'Connection',
      'close, X-Mine',
      'X-Mine',
      '1',
      'Transfer-Encoding',
      'chunked',
      'Set-Cookie',
      'a',
      'Set-Cookie',
      'b',
    ];
    expect(endToEnd(raw, 'close, X-Mine')).toEqual(['Set-Cookie', 'a', 'Set-Cookie', 'b']);
    expect(fromClient(['Host', 'h', 'X-Forwarded-For', '1.2.3.4', 'Accept', 'x'], undefined)).toEqual([
      'Host',
      'h',
      'Accept',
      'x',
    ]);
  });
});

describe('trusted peers', () => {
  it('are addresses and ranges of both families', () => {
    const trusts = trustedPeers(['10.0.0.0/8', '::1']);
    expect(['10.1.2.3', '::ffff:10.1.2.3', '::1', '11.0.0.1', undefined, 'x'].map(trusts)).toEqual([
      true, true, true, false, false, false,
    ]); // prettier-ignore
  });

  it('stop the start where they are none', () => {
    expect(() => trustedPeers(['example.com'])).toThrow('TRUSTED_PROXIES');
  });
});
