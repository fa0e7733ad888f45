import { startService } from '@gatewayops/service';
import { authApi } from './api.js';
import { AuthModule } from './auth.module.js';
import { readAuthEnvironment } from './env.js';

const environment = readAuthEnvironment();
await startService({ name: 'auth', module: AuthModule.of(environment), environment, api: authApi });
