import { InternalClient, ServiceIdentity, ShutdownHooks } from '@gatewayops/service';
import { Module, type DynamicModule } from '@nestjs/common';
import type { AuthEnvironment } from '../env.js';
import { CredentialsModule } from '../credentials/credentials.module.js';
import { AddressGuard } from './address-guard.js';
import { McpCatalog } from './mcp-catalog.js';
import { McpServersService } from './mcp-servers.service.js';
import { ServerCredentials } from './server-credentials.js';
import { ServerDiagnosisService } from './server-diagnosis.service.js';
import { ServerStatesService } from './server-states.service.js';
import { ServerTransports } from './server-transports.js';

/** The registry of MCP servers and their credentials. */
@Module({})
export class McpServersModule {
  static of(environment: AuthEnvironment): DynamicModule {
    const { UPSTREAM_PRIVATE_RANGES, GATEWAY_URL } = environment;
    const gateway = {
      provide: InternalClient,
      inject: [ServiceIdentity, ShutdownHooks],
      useFactory: ({ name, secret }: ServiceIdentity, shutdown: ShutdownHooks) => {
        const client = new InternalClient({ baseUrl: GATEWAY_URL, caller: name, audience: 'gateway', secret });
        shutdown.register('close', 'gateway client', () => client.close());
        return client;
      },
    };
    return {
      module: McpServersModule,
      imports: [CredentialsModule.of(environment)],
      providers: [
        gateway,
        { provide: AddressGuard, useValue: new AddressGuard(UPSTREAM_PRIVATE_RANGES) },
        ServerTransports,
        ServerCredentials,
        McpServersService,
        ServerDiagnosisService,
        ServerStatesService,
        McpCatalog,
      ],
      exports: [McpCatalog, ServerStatesService, McpServersService, ServerDiagnosisService, CredentialsModule],
    };
  }
}
