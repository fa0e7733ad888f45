import {
  KeysUsedRequest,
  type MaskingRulesRuntime,
  McpNaming,
  McpServerDocument,
  OrganizationServers,
  OrganizationSummary,
  Uuid,
} from '@gatewayops/contracts';
import { Internal } from '@gatewayops/service';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { MaskingRulesService } from '../masking/masking-rules.service.js';
import { McpServersService } from '../mcp-servers/mcp-servers.service.js';
import { KeyUses } from './key-uses.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { VirtualServersService } from '../virtual-servers/virtual-servers.service.js';

/** What other services of ours ask. */
@Internal()
@Controller('/internal/v1/auth')
export class InternalController {
  constructor(
    private readonly servers: McpServersService,
    private readonly uses: KeyUses,
    private readonly organizations: OrganizationsService,
    private readonly virtualServers: VirtualServersService,
    private readonly maskingRules: MaskingRulesService,
  ) {}

  @Post('keys/used')
  @HttpCode(204)
  keysUsed(@Body({ schema: KeysUsedRequest }) body: KeysUsedRequest): Promise<void> {
    return this.uses.record(body.keys);
  }

  @Get('organizations/:orgId/servers')
  async listServers(@Param('orgId', { schema: Uuid }) orgId: string): Promise<OrganizationServers> {
    const { settings } = await this.organizations.get(orgId);
    const naming = McpNaming.catch('prefixed').parse(settings['mcp_naming']);
    const virtualServers = await this.virtualServers.runtimesOf(orgId);
    return { servers: await this.servers.runtimesOf(orgId), virtualServers, naming };
  }

  @Get('organizations/:orgId/servers/:serverId/document')
  getDocument(
    @Param('orgId', { schema: Uuid }) orgId: string,
    @Param('serverId', { schema: Uuid }) serverId: string,
  ): Promise<McpServerDocument> {
    return this.servers.document(orgId, serverId);
  }

  @Get('organizations/:orgId/masking-rules')
  getMaskingRules(@Param('orgId', { schema: Uuid }) orgId: string): Promise<MaskingRulesRuntime> {
    return this.maskingRules.runtimeOf(orgId);
  }

  @Get('organizations/:orgId')
  async getOrganization(@Param('orgId', { schema: Uuid }) orgId: string): Promise<OrganizationSummary> {
    const { id, name, slug, plan } = await this.organizations.get(orgId);
    return { id, name, slug, plan };
  }
}
