import { startService } from '@gatewayops/service';
import { readAlertEnvironment } from './env.js';
import { alertService } from './start.js';

await startService(alertService(readAlertEnvironment()));
