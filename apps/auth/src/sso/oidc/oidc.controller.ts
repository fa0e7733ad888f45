import { randomBytes } from 'node:crypto';
import { Uuid } from '@gatewayops/contracts';
import { Public } from '@gatewayops/service';
import { Body, Controller, Get, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { goTo } from '../../pages/send-page.js';
import { ConnectionLookup } from '../connections/connection-lookup.js';
import { isBrowser } from '../flow/browser-binding.js';
import { otherBrowser } from '../flow/complete.controller.js';
import { SsoFailure } from '../flow/sso-failure.js';
import { SsoFlows } from '../flow/sso-flows.js';
import { SsoAfter } from '../flow/sso-after.js';
import { SsoStarts, StartQuery } from '../flow/sso-starts.js';
import { OidcAnswers } from './oidc-answers.js';

const text = z.string().max(8_192).optional();
/** An authorization response (RFC 6749, 4.1.2; RFC 9207); what else comes along is left out. */
const Callback = z.object({
  code: text,
  state: text,
  iss: text,
  error: text,
  error_description: text,
  session_state: text,
});
type Callback = z.infer<typeof Callback>;

const secret = (): string => randomBytes(32).toString('base64url');

/** Sign-in by OpenID Connect: out to the provider, and back. */
@Public('people come here to be signed in')
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/v1/auth/sso/oidc/:connection')
export class OidcController {
  constructor(
    private readonly connections: ConnectionLookup,
    private readonly answers: OidcAnswers,
    private readonly flows: SsoFlows,
    private readonly starts: SsoStarts,
    private readonly after: SsoAfter,
  ) {}

  @Get('authorize')
  async authorize(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('connection', { schema: Uuid }) id: string,
    @Query({ schema: StartQuery }) query: StartQuery,
  ): Promise<void> {
    const connection = await this.connections.of('oidc', id);
    const [state, nonce, codeVerifier] = [secret(), secret(), secret()];
    await this.starts.begin(request, reply, connection, { query, name: state, nonce, codeVerifier });
    const url = await this.after.refusals.telling(connection, request, () =>
      this.answers.authorizationUrl(connection, state, { nonce, codeVerifier }),
    );
    goTo(reply, url);
  }

  @Get('callback')
  async callback(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('connection', { schema: Uuid }) id: string,
    @Query({ schema: Callback }) query: Callback,
  ): Promise<void> {
    const connection = await this.connections.of('oidc', id);
    const ticket = await this.after.refusals.telling(connection, request, async () => {
      const state = query.state ?? '';
      const flow = state === '' ? null : await this.flows.take(state);
      if (flow === null) throw new SsoFailure('the state is missing, unknown, too old or was used before');
      if (flow.connectionId !== id) throw new SsoFailure('the state belongs to another connection');
      if (!isBrowser(request, flow.browser)) throw otherBrowser();
      const identity = await this.answers.identity(connection, searchOf(query), state, flow);
      const { browser, returnTo, test, confirm } = flow;
      return { connectionId: id, type: 'oidc' as const, identity, browser, returnTo, test, confirm };
    });
    await this.after.outcomes.proceed(reply, ticket);
  }

  /**
   * `response_mode=form_post`: another site's form brings no cookie of ours, so it goes on as a request that does. Nothing is
   * decided here.
   */
  @Post('callback')
  @TakesForm({ crossSite: true })
  formPost(
    @Res() reply: FastifyReply,
    @Param('connection', { schema: Uuid }) id: string,
    @Body({ schema: Callback }) body: Callback,
  ): void {
    goTo(reply, `/v1/auth/sso/oidc/${id}/callback?${searchOf(body)}`);
  }
}

const searchOf = (parameters: Callback): string =>
  new URLSearchParams(
    Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();
