import { writeOpenApi } from '@gatewayops/service';
import { TRACE_API } from './api.js';

const file = new URL('../../../docs/openapi/trace.json', import.meta.url);
process.exitCode = await writeOpenApi(TRACE_API, file, process.argv.slice(2));
