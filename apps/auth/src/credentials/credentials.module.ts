import { Module, type DynamicModule } from '@nestjs/common';
import type { AuthEnvironment } from '../env.js';
import { AuthorizationParties } from './authorization-parties.js';
import { SecretBox } from '@gatewayops/service';
import { ClientMetadataController } from './connect/client-metadata.controller.js';
import { ClientRegistrations } from './connect/client-registrations.js';
import { ConnectController } from './connect/connect.controller.js';
import { ConnectFlows } from './connect/connect-flows.js';
import { ConnectParts, ConnectService } from './connect/connect.service.js';
import { WantedScopes } from './connect/wanted-scopes.js';
import { FLOW_BOX } from './connect/flow-box.js';
import { ConnectionsService } from './connections.service.js';
import { ConnectPages } from './connect/connect-pages.js';
import { ConnectionMails } from './connection-mails.js';
import { ConnectionAlerts } from './connection-alerts.js';
import { CredentialUses } from './credential-uses.js';
import { InternalCredentialsController } from './credentials.controller.js';
import { OAUTH_FETCH, oauthFetch } from './oauth-fetch.js';
import { RefreshAhead } from './refresh/refresh-ahead.js';
import { RefreshSchedule, TOKENS_AHEAD_INTERVAL_MS } from './refresh/refresh-schedule.js';
import { TokenRefresh } from './refresh/token-refresh.js';
import { TokenVault } from './refresh/token-vault.js';
import { ServerSecrets } from './server-secrets.js';
import { CredentialStoreModule } from './store/credential-store.module.js';
import { TokenRevocations } from './token-revocations.js';
import { UpstreamTokens } from './upstream-tokens.service.js';

/** What lets us in at MCP servers: secrets of servers, tokens, and people's connections. */
@Module({})
export class CredentialsModule {
  static of(environment: AuthEnvironment): DynamicModule {
    return {
      module: CredentialsModule,
      imports: [CredentialStoreModule.of(environment)],
      controllers: [InternalCredentialsController, ClientMetadataController, ConnectController],
      providers: [
        { provide: OAUTH_FETCH, useValue: oauthFetch(environment) },
        { provide: ConnectPages, useValue: new ConnectPages(environment.PUBLIC_URL) },
        WantedScopes,
        AuthorizationParties,
        ConnectionMails,
        ConnectionAlerts,
        ServerSecrets,
        TokenVault,
        TokenRefresh,
        { provide: TOKENS_AHEAD_INTERVAL_MS, useValue: environment.TOKENS_AHEAD_INTERVAL_MS },
        RefreshAhead,
        RefreshSchedule,
        TokenRevocations,
        UpstreamTokens,
        CredentialUses,
        ConnectionsService,
        { provide: FLOW_BOX, useValue: new SecretBox(environment.MASTER_KEY, environment.MASTER_KEYS_PREVIOUS) },
        ConnectFlows,
        ConnectParts,
        ClientRegistrations,
        ConnectService,
      ],
      exports: [ServerSecrets, UpstreamTokens, ConnectionsService],
    };
  }
}
