import { randomBytes } from 'node:crypto';
import { Uuid } from '@gatewayops/contracts';
import { Public } from '@gatewayops/service';
import { Body, Controller, Get, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { safeReturnPath } from '../../pages/return-path.js';
import { sendPage } from '../../pages/send-page.js';
import { ConnectionLookup } from '../connections/connection-lookup.js';
import { SsoAfter } from '../flow/sso-after.js';
import { SsoStarts, StartQuery } from '../flow/sso-starts.js';
import { formTargetsOf, postPage } from './post-page.js';
import { SamlAnswers } from './saml-answers.js';
import { SamlReceipts } from './saml-receipts.js';
import { spMetadata } from './sp-metadata.js';

/** What a provider posts (SAML 2.0 Bindings, 3.5.4). */
const Posted = z.object({ SAMLResponse: z.string().max(1_000_000), RelayState: z.string().max(8_192).optional() });
type Posted = z.infer<typeof Posted>;

/** Sign-in by SAML 2.0: our metadata, out to the provider, and back. */
@Public('people come here to be signed in, and providers read our metadata')
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/v1/auth/sso/saml/:connection')
export class SamlController {
  constructor(
    private readonly connections: ConnectionLookup,
    private readonly answers: SamlAnswers,
    private readonly receipts: SamlReceipts,
    private readonly starts: SsoStarts,
    private readonly after: SsoAfter,
  ) {}

  @Get('metadata')
  async metadata(@Res() reply: FastifyReply, @Param('connection', { schema: Uuid }) id: string): Promise<void> {
    const connection = await this.connections.of('saml', id);
    const certificates = (await this.answers.keysOf(connection)).map((key) => key.certificate);
    void reply
      .type('application/samlmetadata+xml; charset=utf-8')
      .send(spMetadata({ ...this.receipts.addressesOf(id), certificates }));
  }

  @Get('login')
  async login(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('connection', { schema: Uuid }) id: string,
    @Query({ schema: StartQuery }) query: StartQuery,
  ): Promise<void> {
    const connection = await this.connections.of('saml', id);
    const name = `_${randomBytes(32).toString('hex')}`;
    await this.starts.begin(request, reply, connection, { query, name, nonce: '', codeVerifier: '' });
    const message = await this.answers.request(connection, name);
    const { sso_url: url } = connection.provider;
    sendPage(reply, postPage('Signing you in', url, { SAMLRequest: message }), { formTargets: formTargetsOf(url) });
  }

  /**
   * The provider's page posts here, so no cookie of ours comes along. What it says is checked and kept under a ticket; who it
   * signs in is decided by a request of our own site, with the cookie of the browser that asked.
   */
  @Post('acs')
  @TakesForm({ crossSite: true })
  async acs(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('connection', { schema: Uuid }) id: string,
    @Body({ schema: Posted }) body: Posted,
  ): Promise<void> {
    const connection = await this.connections.of('saml', id);
    const ticket = await this.after.refusals.telling(connection, request, () =>
      this.receipts.accept(connection, body.SAMLResponse, safeReturnPath(body.RelayState)),
    );
    await this.after.outcomes.proceed(reply, ticket);
  }
}
