import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { rolesMarkdown } from './roles-markdown.js';

it('is what docs/identity/roles.md holds', async () => {
  const file = new URL('../../../../docs/identity/roles.md', import.meta.url);
  expect(await readFile(file, 'utf8')).toBe(rolesMarkdown());
});
