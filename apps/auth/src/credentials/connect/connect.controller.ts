import { Person, Requires } from '@gatewayops/access';
import { CSRF_FIELD, GatewayOpsError, Uuid, type PersonSession } from '@gatewayops/contracts';
import { OAuthFailure } from '@gatewayops/oauth-client';
import { Logger } from '@gatewayops/service';
import { Body, Controller, Get, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { goTo, sendPage } from '../../pages/send-page.js';
import type { OAuthServer } from '../oauth-server.js';
import { browserSecretOf, ensureBrowserSecret } from './browser-cookie.js';
import { ConnectService } from './connect.service.js';
import { assertMayConnect, type PersonInOrganization } from './may-connect.js';
import { connectedPage, connectPage, failedPage } from './pages.js';

const Form = z.object({ [CSRF_FIELD]: z.string().max(256) });
/** Whatever an authorization server adds is left alone; what counts is looked at in the address itself. */
const Answer = z.looseObject({});
/** Where the form may lead: to the authorization server, and from there to where its people sign in. */
const ANYWHERE = ['https:', 'http:'];

/** The pages on which a person connects an account. Who is not signed in is led there first, and comes back. */
@Controller('/connect')
@ApiExcludeController()
@Requires('person')
@UseFilters(PageErrorFilter)
export class ConnectController {
  constructor(
    private readonly connecting: ConnectService,
    private readonly logger: Logger,
  ) {}

  @Get('callback')
  async callback(
    @Person() person: PersonSession,
    @CurrentActor() actor: Actor,
    @Query({ schema: Answer }) _answer: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    assertMayConnect(person);
    const { searchParams } = new URL(request.url, 'http://localhost');
    try {
      const server = await this.connecting.finish(person, actor, searchParams, browserSecretOf(request));
      sendPage(reply, connectedPage(server));
    } catch (error) {
      this.fail(reply, error, null);
    }
  }

  @Get(':serverId')
  async show(
    @Person() person: PersonSession,
    @Param('serverId', { schema: Uuid }) serverId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const server = await this.serverFor(person, serverId);
    try {
      const authorizer = await this.connecting.authorizerOf(server, person.userId);
      sendPage(reply, connectPage(person, server, authorizer), { formTargets: ANYWHERE });
    } catch (error) {
      this.fail(reply, error, `/connect/${serverId}`);
    }
  }

  @Post(':serverId')
  @TakesForm()
  async begin(
    @Person() person: PersonSession,
    @Param('serverId', { schema: Uuid }) serverId: string,
    @Body({ schema: Form }) _form: z.infer<typeof Form>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const server = await this.serverFor(person, serverId);
    try {
      const browserSecret = ensureBrowserSecret(request, reply);
      goTo(reply, await this.connecting.begin(person as PersonInOrganization, server, browserSecret));
    } catch (error) {
      this.fail(reply, error, `/connect/${serverId}`);
    }
  }

  private async serverFor(person: PersonSession, serverId: string): Promise<OAuthServer> {
    assertMayConnect(person);
    const server = await this.connecting.serverOf(person.orgId, serverId);
    if (server !== null) return server;
    const message =
      'There is no MCP server here that people connect to. It may belong to another organisation of yours.';
    throw new GatewayOpsError('not_found', { message });
  }

  private fail(reply: FastifyReply, error: unknown, again: string | null): void {
    if (!(error instanceof OAuthFailure)) throw error;
    const { reason, code } = error;
    this.logger.warn({ error, reason, code }, 'somebody could not be connected');
    const problem = code === 'access_denied' ? 'You said no, or were not allowed to.' : error.message;
    sendPage(reply, failedPage(problem, again), { status: reason === 'unreachable' ? 503 : 400 });
  }
}
