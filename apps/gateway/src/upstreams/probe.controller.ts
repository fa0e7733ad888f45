import { McpProbeReport, ProbeRequest } from '@gatewayops/contracts';
import { Upstreams } from '@gatewayops/mcp';
import { Internal } from '@gatewayops/service';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';

/** The connection test of a server, asked for by the registry's owner: only the gateway knows how to reach servers. */
@Controller('internal/v1/upstreams')
@Internal('auth')
export class ProbeController {
  constructor(private readonly upstreams: Upstreams) {}

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
}
