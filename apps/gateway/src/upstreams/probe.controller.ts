import {
  GatewayOpsError,
  McpProbeReport,
  ProbeRequest,
  ServerToolsRequest,
  type ServerToolsReport,
} from '@gatewayops/contracts';
import { Upstreams, type Upstream } from '@gatewayops/mcp';
import { Internal } from '@gatewayops/service';
import type { CataloguedList } from '../catalogue/catalogued-list.js';
import { readList } from '../catalogue/read-list.js';
import { ToolCatalogue } from '../catalogue/tool-catalogue.js';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';

/** The connection test of a server, asked for by the registry's owner: only the gateway knows how to reach servers. */
@Controller('internal/v1/upstreams')
@Internal('auth')
export class ProbeController {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly catalogue: ToolCatalogue,
  ) {}

  @Post('probe')
  @HttpCode(200)
  async probe(@Body({ schema: ProbeRequest }) { server }: ProbeRequest): Promise<McpProbeReport> {
    // A test may be of settings that are not stored, or never will be: the server's own pool goes on as it is.
    const upstream = this.upstreams.temporary(server);
    try {
      return await upstream.probe();
    } finally {
      await upstream.close();
    }
  }

  /** A server's tools as it describes them; what is wrong with it is in the report. */
  @Post('tools')
  @HttpCode(200)
  async tools(
    @Body({ schema: ServerToolsRequest }) { server, stored }: ServerToolsRequest,
  ): Promise<ServerToolsReport> {
    const temporary = stored ? null : this.upstreams.temporary(server);
    try {
      return reportOf(await this.toolsOf(temporary ?? this.upstreams.get(server), stored));
    } catch (error) {
      if (error instanceof GatewayOpsError) return { tools: [], isWhole: false, problem: error.message };
      throw error;
    } finally {
      await temporary?.close();
    }
  }

  private toolsOf(upstream: Upstream, stored: boolean): CataloguedList | Promise<CataloguedList> {
    const view = { upstream, headers: {}, capabilities: null };
    return stored ? this.catalogue.toolsOf(view) : readList('tools/list', view);
  }
}

/** Of an answer that services send each other. */
const TOOLS_BYTES_MAX = 8 * 1024 * 1024;

function reportOf({ entries, isWhole }: CataloguedList): ServerToolsReport {
  const tools: Record<string, unknown>[] = [];
  let bytes = 0;
  for (const { json } of entries.values()) {
    bytes += json.length;
    if (bytes > TOOLS_BYTES_MAX) return { tools, isWhole: false, problem: null };
    tools.push(JSON.parse(json.toString()) as Record<string, unknown>);
  }
  return { tools, isWhole, problem: null };
}
