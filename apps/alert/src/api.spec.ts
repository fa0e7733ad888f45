import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { buildOpenApi } from '@gatewayops/service';
import { api } from './api.js';

it('is what docs/openapi/alert.json holds', async () => {
  const file = new URL('../../../docs/openapi/alert.json', import.meta.url);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(await buildOpenApi(api));
});
