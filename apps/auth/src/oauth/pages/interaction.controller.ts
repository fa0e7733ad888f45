import { Person, Requires } from '@gatewayops/access';
import type { PersonSession } from '@gatewayops/contracts';
import { Body, Controller, Get, Param, Post, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { goTo, sendPage } from '../../pages/send-page.js';
import { consentPage } from './consent-page.js';
import { InteractionsService, type Browser } from './interactions.service.js';

const Uid = z.string().regex(/^[A-Za-z0-9_-]{10,64}$/);
const Answer = z.object({ answer: z.enum(['allow', 'deny']) });

/** Where an authorization request waits for the person’s word. Whoever is not signed in is led to the sign-in and back. */
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/oauth/interaction')
@Requires('person')
export class InteractionController {
  constructor(private readonly interactions: InteractionsService) {}

  @Get(':uid')
  async ask(
    @Param('uid', { schema: Uid }) uid: string,
    @Person() person: PersonSession,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = await this.interactions.ask(browserOf(reply, uid), person);
    if ('goTo' in asked) return goTo(reply, asked.goTo);
    // The answer of the form leads on to the client, which the page's policy has to allow.
    const { protocol, origin } = new URL(asked.redirectUri);
    sendPage(reply, consentPage(asked), { formTargets: [origin === 'null' ? protocol : origin] });
  }

  @Post(':uid')
  @TakesForm()
  async answer(
    @Param('uid', { schema: Uid }) uid: string,
    @Person() person: PersonSession,
    @CurrentActor() actor: Actor,
    @Body({ schema: Answer }) { answer }: z.infer<typeof Answer>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    goTo(reply, await this.interactions.answer(browserOf(reply, uid), person, actor, answer));
  }
}

const browserOf = (reply: FastifyReply, uid: string): Browser => ({
  request: reply.request.raw,
  response: reply.raw,
  uid,
});
