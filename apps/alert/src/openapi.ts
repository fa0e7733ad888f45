import { writeOpenApi } from '@gatewayops/service';
import { api } from './api.js';

process.exitCode = await writeOpenApi(
  api,
  new URL('../../../docs/openapi/alert.json', import.meta.url),
  process.argv.slice(2),
);
