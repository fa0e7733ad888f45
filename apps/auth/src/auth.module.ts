import { Module, type DynamicModule } from '@nestjs/common';
import { PermissionsService } from './access/permissions.service.js';
import { KeysModule } from './api-keys/keys.module.js';
import { authApi } from './api.js';
import { BusinessMetrics } from './business-metrics.js';
import { AuditModule } from './audit/audit.module.js';
import { DatabaseModule } from './database/database.module.js';
import type { AuthEnvironment } from './env.js';
import { AdminAccessModule } from './http/admin-access.module.js';
import { EnvironmentsService } from './environments/environments.service.js';
import { InternalController } from './internal/internal.controller.js';
import { VerdictsController } from './internal/verdicts.controller.js';
import { KeyUses } from './internal/key-uses.js';
import { CredentialVerdicts } from './internal/credential-verdicts.js';
import { JobRoom } from './jobs/job-room.js';
import { MailModule } from './mail/mail.module.js';
import { MASK_EMAIL, MaskingRulesService } from './masking/masking-rules.service.js';
import { McpServersModule } from './mcp-servers/mcp-servers.module.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { OrganizationsService } from './organizations/organizations.service.js';
import { OrganizationSecurityService } from './organizations/organization-security.service.js';
import { DueDeletionsController } from './organizations/deletion/organization-deletion.controller.js';
import { OrganizationDeletionService } from './organizations/deletion/organization-deletion.service.js';
import { OwnErasure } from './organizations/deletion/own-erasure.js';
import { AssetsController } from './pages/assets.controller.js';
import { HomeController } from './pages/home.controller.js';
import { MembersService } from './people/members.service.js';
import { RedisModule } from './redis.module.js';
import { RolesService } from './roles/roles.service.js';
import { SavedViewsService } from './saved-views/saved-views.service.js';
import { ServiceAccountsService } from './service-accounts/service-accounts.service.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { ScimModule } from './scim/scim.module.js';
import { SsoModule } from './sso/sso.module.js';
import { ProjectsService } from './teams/projects.service.js';
import { TeamsService } from './teams/teams.service.js';
import { VirtualServersService } from './virtual-servers/virtual-servers.service.js';

@Module({})
export class AuthModule {
  static of(environment: AuthEnvironment): DynamicModule {
    return {
      module: AuthModule,
      imports: [
        RedisModule.of(environment.REDIS_URL),
        DatabaseModule.of(environment),
        KeysModule.of(environment),
        MailModule.of(environment),
        AdminAccessModule.of(environment.ADMIN_TOKEN),
        McpServersModule.of(environment),
        AuditModule.of(environment),
        SignInModule.of(environment),
        SsoModule.of(environment),
        ScimModule.of(environment),
        OAuthModule.of(environment),
      ],
      controllers: [
        ...authApi.controllers,
        InternalController,
        VerdictsController,
        DueDeletionsController,
        AssetsController,
        HomeController,
      ],
      providers: [
        OrganizationsService,
        OrganizationSecurityService,
        OrganizationDeletionService,
        JobRoom,
        OwnErasure,
        MaskingRulesService,
        { provide: MASK_EMAIL, useValue: environment.MASK_EMAIL === 'true' },
        CredentialVerdicts,
        EnvironmentsService,
        MembersService,
        TeamsService,
        ProjectsService,
        VirtualServersService,
        RolesService,
        ServiceAccountsService,
        SavedViewsService,
        PermissionsService,
        KeyUses,
        BusinessMetrics,
      ],
    };
  }
}
