import { Public } from '@gatewayops/service';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ConnectPages } from './connect-pages.js';
import { CLIENT_NAME } from './client-registrations.js';

/** Our client id metadata document: authorization servers fetch it from the address that is our client id. */
@Public('tells authorization servers who we are, the same for everybody')
@ApiExcludeController()
@Controller('/connect')
export class ClientMetadataController {
  constructor(private readonly pages: ConnectPages) {}

  @Get('client.json')
  @Header('cache-control', 'public, max-age=3600')
  metadata(): Record<string, unknown> {
    const { clientMetadataUrl, redirectUri } = this.pages;
    return {
      client_id: clientMetadataUrl,
      client_name: CLIENT_NAME,
      client_uri: new URL(clientMetadataUrl).origin,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    };
  }
}
