import { SecretBox } from '@gatewayops/service';
import { Module, type DynamicModule } from '@nestjs/common';
import { oauthFetch } from '../credentials/oauth-fetch.js';
import type { AuthEnvironment } from '../env.js';
import { JobRoom } from '../jobs/job-room.js';
import { SsoLookup } from '../sign-in/sso-lookup.js';
import { ConnectionLookup } from './connections/connection-lookup.js';
import { ProviderSettings } from './connections/provider-settings.js';
import { SsoAddresses } from './connections/sso-addresses.js';
import { SsoConnectionsService } from './connections/sso-connections.service.js';
import { SsoDomainsService } from './domains/sso-domains.service.js';
import { TxtRecords } from './domains/txt-records.js';
import { CompleteController } from './flow/complete.controller.js';
import { SsoAfter } from './flow/sso-after.js';
import { SsoFlows } from './flow/sso-flows.js';
import { SsoOutcomes } from './flow/sso-outcomes.js';
import { SsoRefusals } from './flow/sso-refusals.js';
import { SsoSignInService } from './flow/sso-sign-in.service.js';
import { SsoStarts } from './flow/sso-starts.js';
import { SsoTests } from './flow/sso-tests.js';
import { IDP_FETCH } from './oidc/idp-fetch.js';
import { OidcAnswers } from './oidc/oidc-answers.js';
import { OidcClients } from './oidc/oidc-clients.js';
import { OidcController } from './oidc/oidc.controller.js';
import { SamlAnswers } from './saml/saml-answers.js';
import { SamlLogoutController } from './saml/saml-logout.controller.js';
import { SamlLogouts } from './saml/saml-logouts.js';
import { SamlReceipts } from './saml/saml-receipts.js';
import { SamlController } from './saml/saml.controller.js';
import { SsoPolicy } from './sso-policy.js';
import { MetadataRefresh } from './upkeep/metadata-refresh.js';
import { SSO_UPKEEP_INTERVAL_MS, SsoUpkeep } from './upkeep/sso-upkeep.js';

/** Single sign-on: who an organisation's own identity provider vouches for. */
@Module({})
export class SsoModule {
  static of(environment: AuthEnvironment): DynamicModule {
    const box = new SecretBox(environment.MASTER_KEY, environment.MASTER_KEYS_PREVIOUS);
    return {
      module: SsoModule,
      global: true,
      controllers: [CompleteController, OidcController, SamlController, SamlLogoutController],
      providers: [
        { provide: SecretBox, useValue: box },
        { provide: SsoAddresses, useValue: new SsoAddresses(environment.PUBLIC_URL) },
        { provide: TxtRecords, useValue: new TxtRecords(environment.DNS_SERVERS) },
        { provide: IDP_FETCH, useValue: oauthFetch(environment) },
        SsoDomainsService,
        JobRoom,
        MetadataRefresh,
        { provide: SSO_UPKEEP_INTERVAL_MS, useValue: environment.SSO_UPKEEP_INTERVAL_MS },
        SsoUpkeep,
        OidcClients,
        OidcAnswers,
        ProviderSettings,
        SsoConnectionsService,
        ConnectionLookup,
        SsoFlows,
        SsoStarts,
        SsoTests,
        SsoSignInService,
        SsoRefusals,
        SsoOutcomes,
        SsoAfter,
        SamlAnswers,
        SamlReceipts,
        SamlLogouts,
        SsoPolicy,
        { provide: SsoLookup, useExisting: SsoPolicy },
      ],
      exports: [SsoLookup, SsoPolicy, SsoDomainsService, SsoConnectionsService, SsoTests],
    };
  }
}
