import { expect, it } from '@jest/globals';
import { HOME, ReturnPath, safeReturnPath } from './return-path.js';

it.each(['/connect/github', '/oauth/interaction/abc?x=1&y=%2F', '/'])('goes back to %s', (path) => {
  expect(safeReturnPath(path)).toBe(path);
});

it.each([
  undefined, '', 'account', 'https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example', '\\\\evil.example',
  '/%0a/../..//evil.example', 'javascript:alert(1)', '/ /evil.example', '/x/..//evil.example', `/${'a'.repeat(3_000)}`,
])('does not go to %j', (path) => {
  const safe = safeReturnPath(path);
  expect(new URL(safe, 'https://gateway.example').origin).toBe('https://gateway.example');
  if (path === undefined || !path.startsWith('/%0a')) expect(safe).toBe(HOME);
}); // prettier-ignore

it('reads a form that holds anything', () => {
  expect(ReturnPath.parse(['/a', '/b'])).toBe(HOME);
  expect(ReturnPath.parse('/a')).toBe('/a');
});
