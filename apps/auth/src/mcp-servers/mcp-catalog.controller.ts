import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { McpCatalogPage, PageQuery } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Controller, Get, Query } from '@nestjs/common';
import { READ_ERRORS } from '../http/operation-errors.js';
import { McpCatalog } from './mcp-catalog.js';

@Controller('/v1/mcp-catalog')
export class McpCatalogController {
  constructor(private readonly catalog: McpCatalog) {}

  @Get()
  @Requires('mcp_servers:read')
  @Operation({
    id: 'listMcpCatalog',
    summary: 'Lists well-known MCP servers that can be registered, by name',
    status: 200,
    answer: McpCatalogPage,
    errors: READ_ERRORS,
  })
  list(@Caller() { orgId }: CallerIdentity, @Query({ schema: PageQuery }) query: PageQuery): Promise<McpCatalogPage> {
    return this.catalog.list(orgId, query);
  }
}
