import { writeOpenApi } from '@gatewayops/service';
import { authApi } from './api.js';

const file = new URL('../../../docs/openapi/auth.json', import.meta.url);
process.exitCode = await writeOpenApi(authApi, file, process.argv.slice(2));
