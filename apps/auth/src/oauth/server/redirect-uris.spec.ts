import { describe, expect, it } from '@jest/globals';
import { redirectMatches, redirectUriProblem } from './redirect-uris.js';

describe('redirect URIs', () => {
  it.each([
    'https://client.example/callback', 'http://localhost:1234/cb', 'http://127.0.0.1/cb', 'http://[::1]:7/cb',
    'cursor://anysphere.cursor/callback', 'com.example.app:/callback',
  ])('may be %s', (uri) => expect(redirectUriProblem(uri)).toBeNull()); // prettier-ignore

  it.each([
    'javascript:alert(1)', 'JavaScript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'http://client.example/cb', '/cb', '',
    'http://localhost.evil.example/cb', 'http://127.0.0.1@evil.example/', 'https://a.example/#x', 'https://u:p@a.example/', 7, null,
  ])('may not be %j', (uri) => expect(redirectUriProblem(uri)).not.toBeNull()); // prettier-ignore

  it('are compared letter by letter, but for the port of one’s own machine', () => {
    expect(redirectMatches('http://127.0.0.1/cb', 'http://127.0.0.1:51004/cb')).toBe(true);
    expect(redirectMatches('http://localhost:1/cb?x=1', 'http://localhost:2/cb?x=1')).toBe(true);
    expect(redirectMatches('http://[::1]:1/cb', 'http://[::1]:2/cb')).toBe(true);
    for (const other of ['http://127.0.0.1:1/cb/', 'http://127.0.0.1:1/CB', 'http://127.0.0.1:1/cb?x', 'http://localhost:1/cb', 'http://127.0.0.1:1@evil.example/cb', 'http://127.0.0.1:1/x/../cb'])
      expect(redirectMatches('http://127.0.0.1/cb', other)).toBe(false);
    expect(redirectMatches('https://a.example/cb', 'https://a.example:8443/cb')).toBe(false);
  }); // prettier-ignore
});
