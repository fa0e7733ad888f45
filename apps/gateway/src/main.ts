import { startService } from '@gatewayops/service';
import { api } from './api.js';
import { environment } from './env.js';
import { createFront, type GatewayParts } from './gateway.js';
import { GATEWAY_PARTS, GatewayModule } from './gateway.module.js';

await startService({
  name: 'gateway',
  module: GatewayModule,
  environment: environment.service,
  api,
  configure: ({ app, edge, shutdown }) => createFront(app.get<GatewayParts>(GATEWAY_PARTS), edge, shutdown),
});
