import { Public } from '@gatewayops/service';
import { Body, Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { goTo, sendPage } from '../../pages/send-page.js';
import { browserOfForm, knowBrowser } from '../pages/browser.js';
import { CodeForm, PasskeyForm } from '../pages/form-fields.js';
import { verifyPage, type RefusedStep } from '../pages/second-step-pages.js';
import { challengeTokenOf } from './challenge-cookie.js';
import { SecondStep } from './second-step.js';
import { SignInChallenges, type OpenChallenge } from './sign-in-challenges.js';

/** Where somebody who has proven one factor proves a second one. */
@Public('whoever has proven a first factor, by the cookie of the challenge')
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/signin/verify')
export class SecondStepController {
  constructor(
    private readonly challenges: SignInChallenges,
    private readonly step: SecondStep,
  ) {}

  @Get()
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const open = await this.challenges.find(challengeTokenOf(request), 'verify');
    if (open === null) return goTo(reply, '/signin');
    await this.show(request, reply, open);
  }

  @Post()
  @TakesForm()
  async withCode(
    @Body({ schema: CodeForm }) form: CodeForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    browserOfForm(request);
    const open = await this.challenges.find(challengeTokenOf(request), 'verify');
    if (open === null) return goTo(reply, '/signin');
    if (await this.step.byCode(request, reply, open, form.code)) return;
    await this.show(request, reply, open, {
      way: 'code',
      problem: 'This code is not right, or was used already. Wait for the next one, and enter it.',
    });
  }

  @Post('passkey')
  @TakesForm()
  async withPasskey(
    @Body({ schema: PasskeyForm }) form: PasskeyForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    browserOfForm(request);
    const open = await this.challenges.find(challengeTokenOf(request), 'verify');
    if (open === null) return goTo(reply, '/signin');
    if (await this.step.byPasskey(request, reply, open, form.response)) return;
    await this.show(request, reply, open, {
      way: 'passkey',
      problem: 'This passkey was not accepted. Try another way.',
    });
  }

  private async show(request: FastifyRequest, reply: FastifyReply, open: OpenChallenge, refused?: RefusedStep) {
    const ways = await this.step.waysOf(open);
    const { formToken } = knowBrowser(request, reply);
    sendPage(reply, verifyPage({ formToken, refused, ...ways }), { status: refused === undefined ? 200 : 401 });
  }
}
