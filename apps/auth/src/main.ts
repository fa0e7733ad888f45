import { startService } from '@gatewayops/service';
import { authApi } from './api.js';
import { AuthModule } from './auth.module.js';
import { readAuthEnvironment } from './env.js';
import { AuthorizationServer } from './oauth/server/authorization-server.js';
import { registerOAuth } from './oauth/server/oauth-routes.js';
import { RegistrationLimit } from './oauth/server/registration-limit.js';
import { registerForms } from './pages/form-body.js';
import { registerScimJson } from './scim/scim-json.js';

const environment = readAuthEnvironment();
await startService({
  name: 'auth',
  module: AuthModule.of(environment),
  environment,
  api: authApi,
  configure: ({ app, fastify }) => {
    registerForms(fastify);
    registerScimJson(fastify);
    registerOAuth(
      fastify,
      app.get(AuthorizationServer, { strict: false }),
      app.get(RegistrationLimit, { strict: false }),
    );
  },
});
