import { startService } from '@gatewayops/service';
import { readTraceEnvironment } from './env.js';
import { traceService } from './start.js';

await startService(traceService(readTraceEnvironment()));
