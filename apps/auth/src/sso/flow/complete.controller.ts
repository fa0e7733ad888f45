import { GatewayOpsError } from '@gatewayops/contracts';
import { Public } from '@gatewayops/service';
import { Body, Controller, Get, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TakesForm } from '../../pages/form-body.js';
import { html } from '../../pages/html.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { page } from '../../pages/page.js';
import { sendPage } from '../../pages/send-page.js';
import { bindBrowser, isBrowser } from './browser-binding.js';
import { SsoFlows, type ProvenIdentity, type SsoTicket } from './sso-flows.js';
import { SsoOutcomes } from './sso-outcomes.js';

const Ticket = z.object({ ticket: z.string().min(1).max(64) });
type Ticket = z.infer<typeof Ticket>;

/**
 * The end of a sign-in at a provider. What proves that the browser is the one that began it is its cookie: whoever has somebody
 * else follow a link with a ticket of their own signs nobody in (login CSRF).
 */
@Public('who comes here is about to be signed in; a ticket and the browser’s cookie are looked at')
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/v1/auth/sso/complete')
export class CompleteController {
  constructor(
    private readonly flows: SsoFlows,
    private readonly outcomes: SsoOutcomes,
  ) {}

  @Get()
  async complete(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query({ schema: Ticket }) query: Ticket,
  ): Promise<void> {
    const ticket = await this.redeem(query.ticket);
    if (ticket.browser !== null && !isBrowser(request, ticket.browser)) throw otherBrowser();
    if (ticket.test) return sendPage(reply, testPage(ticket.identity));
    if (!ticket.confirm) return this.outcomes.finish(request, reply, ticket);
    const bound = { ...ticket, browser: ticket.browser ?? bindBrowser(request, reply) };
    sendPage(reply, confirmPage(ticket, await this.flows.issue(bound)));
  }

  @Post()
  @TakesForm()
  async confirm(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body({ schema: Ticket }) body: Ticket,
  ): Promise<void> {
    const ticket = await this.redeem(body.ticket);
    if (ticket.browser === null || ticket.test || !isBrowser(request, ticket.browser)) throw otherBrowser();
    return this.outcomes.finish(request, reply, ticket);
  }

  private async redeem(name: string): Promise<SsoTicket> {
    const ticket = await this.flows.redeem(name);
    if (ticket !== null) return ticket;
    throw new GatewayOpsError('sso_refused', {
      message: 'This sign-in was used already, or took too long. Begin again.',
    });
  }
}

export const otherBrowser = (): GatewayOpsError =>
  new GatewayOpsError('sso_refused', {
    message: 'This sign-in was begun in another browser. Begin again in this one.',
  });

const confirmPage = ({ identity }: SsoTicket, ticket: string) =>
  page({
    title: 'Sign in here?',
    body: html`<p>
        Your identity provider is about to sign you in as <strong>${identity.email ?? identity.subject}</strong>.
      </p>
      <form method="post" action="/v1/auth/sso/complete">
        <input type="hidden" name="ticket" value="${ticket}" />
        <button type="submit">Continue</button>
      </form>
      <p class="quiet">You did not begin this here, or somebody else’s link led you. <a href="/signin">This is not me</a></p>`,
  });

const testPage = ({ subject, email, name, groups }: ProvenIdentity) =>
  page({
    title: 'The test worked',
    body: html`<p class="note">The provider’s answer was accepted. Nobody was signed in by it.</p>
      <dl>
        <dt>Subject</dt>
        <dd>${subject}</dd>
        <dt>E-mail</dt>
        <dd>${email ?? 'not given'}</dd>
        <dt>Name</dt>
        <dd>${name ?? 'not given'}</dd>
        <dt>Groups</dt>
        <dd>${groups === null ? 'not given' : groups.length === 0 ? 'none' : groups.join(', ')}</dd>
      </dl>
      <p>Close this page and go back to your settings.</p>`,
  });
