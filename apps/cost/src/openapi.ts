import { writeOpenApi } from '@gatewayops/service';
import { COST_API } from './api.js';

const file = new URL('../../../docs/openapi/cost.json', import.meta.url);
process.exitCode = await writeOpenApi(COST_API, file, process.argv.slice(2));
