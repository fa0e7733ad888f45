import { Person, Requires } from '@gatewayops/access';
import { CSRF_FIELD, GatewayOpsError, Uuid, type PersonSession } from '@gatewayops/contracts';
import { Public } from '@gatewayops/service';
import { Body, Controller, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { goTo, sendPage } from '../../pages/send-page.js';
import { dropSessionCookie } from '../../sessions/session-cookie.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { ConnectionLookup } from '../connections/connection-lookup.js';
import { SsoRefusals } from '../flow/sso-refusals.js';
import { formTargetsOf, postPage } from './post-page.js';
import { SamlLogouts } from './saml-logouts.js';

const Posted = z.object({
  SAMLRequest: z.string().max(1_000_000).optional(),
  SAMLResponse: z.string().max(1_000_000).optional(),
  RelayState: z.string().max(80).optional(),
});
type Posted = z.infer<typeof Posted>;
const Token = z.object({ [CSRF_FIELD]: z.string().max(256) });

/** Single logout (SAML 2.0 Profiles, 4.4), from either side. */
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/v1/auth/sso/saml/:connection')
export class SamlLogoutController {
  constructor(
    private readonly connections: ConnectionLookup,
    private readonly logouts: SamlLogouts,
    private readonly refusals: SsoRefusals,
    private readonly sessions: SessionsService,
  ) {}

  /** Of the provider: a request, by which we end the person's sessions; or the answer to ours, which changes nothing any more. */
  @Post('slo')
  @Public('a message that the provider has signed')
  @TakesForm({ crossSite: true })
  async fromProvider(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('connection', { schema: Uuid }) id: string,
    @Body({ schema: Posted }) body: Posted,
  ): Promise<void> {
    const connection = await this.connections.of('saml', id);
    const { SAMLRequest: message, RelayState: relayState } = body;
    if (message === undefined) return goTo(reply, '/signin');
    const url = connection.provider.slo_url;
    const answer = await this.refusals.telling(connection, request, () => this.logouts.end(connection, message));
    if (url === null) return goTo(reply, '/signin');
    const fields = { SAMLResponse: answer, ...(relayState === undefined ? {} : { RelayState: relayState }) };
    sendPage(reply, postPage('Signed out', url, fields), { formTargets: formTargetsOf(url) });
  }

  /** Of a person, who signs out here and at the provider. */
  @Post('logout')
  @Requires('person')
  @TakesForm()
  async fromPerson(
    @Person() person: PersonSession,
    @Res() reply: FastifyReply,
    @Param('connection', { schema: Uuid }) id: string,
    @Body({ schema: Token }) _body: unknown,
  ): Promise<void> {
    const connection = await this.connections.of('saml', id);
    const message = await this.logouts.request(connection, person.userId);
    const url = connection.provider.slo_url;
    if (message === null || url === null)
      throw new GatewayOpsError('not_found', { message: 'You cannot be signed out at this provider from here.' });
    await this.sessions.end(person.userId, person.sessionId);
    dropSessionCookie(reply);
    sendPage(reply, postPage('Signing you out', url, { SAMLRequest: message }), { formTargets: formTargetsOf(url) });
  }
}
