import { startService } from '@gatewayops/service';
import { readCostEnvironment } from './env.js';
import { costService } from './start.js';

await startService(costService(readCostEnvironment()));
