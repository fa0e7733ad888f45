import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { errorsMarkdown } from './errors-markdown.js';

it('is what docs/errors.md holds', async () => {
  const file = new URL('../../../../docs/errors.md', import.meta.url);
  expect(await readFile(file, 'utf8')).toBe(errorsMarkdown());
});
