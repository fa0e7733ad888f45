import { Module, type DynamicModule } from '@nestjs/common';
import { KeysModule } from './api-keys/keys.module.js';
import { authApi } from './api.js';
import { BusinessMetrics } from './business-metrics.js';
import { AuditPartitions } from './changes/audit-partitions.js';
import { DatabaseModule } from './database/database.module.js';
import type { AuthEnvironment } from './env.js';
import { AdminAccessModule } from './http/admin-access.module.js';
import { InternalController } from './internal/internal.controller.js';
import { KeyUses } from './internal/key-uses.js';
import { McpServersModule } from './mcp-servers/mcp-servers.module.js';
import { OrganizationsService } from './organizations/organizations.service.js';
import { MembersService } from './people/members.service.js';
import { RedisModule } from './redis.module.js';
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
        AdminAccessModule.of(environment.ADMIN_TOKEN),
        McpServersModule.of(environment),
      ],
      controllers: [...authApi.controllers, InternalController],
      providers: [
        OrganizationsService,
        MembersService,
        TeamsService,
        ProjectsService,
        VirtualServersService,
        KeyUses,
        AuditPartitions,
        BusinessMetrics,
      ],
    };
  }
}
