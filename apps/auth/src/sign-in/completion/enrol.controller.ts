import { Person, Requires } from '@gatewayops/access';
import { GatewayOpsError, RECENT_SIGN_IN_MS, type PersonSession } from '@gatewayops/contracts';
import { Public } from '@gatewayops/service';
import { Body, Controller, Get, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from '../../pages/html.js';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { goTo, sendPage } from '../../pages/send-page.js';
import { browserOfForm, knowBrowser, tokenField } from '../pages/browser.js';
import { NewPasskeyForm, ReturnQuery, SetUpTotpForm } from '../pages/form-fields.js';
import { enrolPage, recoveryCodesPage } from '../pages/second-step-pages.js';
import { challengeTokenOf, setChallengeCookie } from './challenge-cookie.js';
import { Enrolment } from './enrolment.js';
import { SignInChallenges } from './sign-in-challenges.js';

/** Where somebody sets up a second factor because their organisation asks for one, before their session is opened. */
@Public('whoever has proven a first factor, by the cookie of the challenge')
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/signin')
export class EnrolController {
  constructor(
    private readonly challenges: SignInChallenges,
    private readonly enrolment: Enrolment,
  ) {}

  @Get('enrol')
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const open = await this.challenges.find(challengeTokenOf(request), 'enrol');
    if (open === null) return goTo(reply, '/signin');
    const { formToken } = knowBrowser(request, reply);
    sendPage(reply, enrolPage({ formToken, ...(await this.enrolment.begin(open)) }));
  }

  @Post('enrol/totp')
  @TakesForm()
  async setUpTotp(
    @Body({ schema: SetUpTotpForm }) form: SetUpTotpForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { formToken } = browserOfForm(request);
    const open = await this.challenges.find(challengeTokenOf(request), 'enrol');
    if (open === null) return goTo(reply, '/signin');
    const codes = await this.enrolment.setUpTotp(request, open, form);
    if (codes !== null) return this.showCodes(reply, formToken, codes);
    const problem = 'This code is not right. Enter the newest one; if that fails too, set the clock of your device.';
    const content = { formToken, problem, ...(await this.enrolment.begin(open, form.sealed)) };
    sendPage(reply, enrolPage(content), { status: 400 });
  }

  @Post('enrol/passkey')
  @TakesForm()
  async addPasskey(
    @Body({ schema: NewPasskeyForm }) form: NewPasskeyForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { formToken } = browserOfForm(request);
    const open = await this.challenges.find(challengeTokenOf(request), 'enrol');
    if (open === null) return goTo(reply, '/signin');
    this.showCodes(reply, formToken, await this.enrolment.addPasskey(request, open, form));
  }

  @Post('enrol/done')
  @TakesForm()
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    browserOfForm(request);
    const open = await this.challenges.find(challengeTokenOf(request), 'enrolled');
    if (open === null) return goTo(reply, '/signin');
    await this.enrolment.finish(request, reply, open);
  }

  /** Leads who is signed in with one factor to where they prove, or set up, a second one. */
  @Get('step-up')
  @Requires('person')
  async stepUp(
    @Person() person: PersonSession,
    @Query({ schema: ReturnQuery }) query: ReturnQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { hurdle } = person;
    if (hurdle === null) return goTo(reply, query.return_to);
    const opened = await this.enrolment.stepUp(person, hurdle.orgId, query.return_to);
    // A session that was left open must not be enough to set up a factor with.
    const isRecent = Date.now() - person.authenticatedAtMs <= RECENT_SIGN_IN_MS;
    if (opened.step === 'enrol' && !isRecent) throw new GatewayOpsError('reauthentication_required');
    setChallengeCookie(reply, opened.token);
    goTo(reply, `/signin/${opened.step}`);
  }

  private showCodes(reply: FastifyReply, formToken: string, codes: readonly string[]): void {
    const next = html`<form method="post" action="/signin/enrol/done">${tokenField(formToken)}<button>I have kept them</button></form>`;
    sendPage(reply, recoveryCodesPage(codes, next));
  }
}
