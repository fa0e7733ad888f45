import { Person, Requires } from '@gatewayops/access';
import { type PersonSession } from '@gatewayops/contracts';
import { Public } from '@gatewayops/service';
import { Body, Controller, Get, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { sendPage } from '../../pages/send-page.js';
import { Site } from '../../pages/site.js';
import { FirstFactors } from '../completion/first-factors.js';
import { SsoLookup, withReturn } from '../sso-lookup.js';
import { browserOfForm, knowBrowser, type Browser } from './browser.js';
import { EmailForm, PasskeyForm, PasswordForm, ReturnQuery } from './form-fields.js';
import { ADDRESS_NEEDED, addressPage, waysPage } from './sign-in-pages.js';

interface Shown {
  browser: Browser;
  email: string;
  returnTo: string;
  problem?: string;
  passkeyProblem?: string;
  confirms?: boolean;
}

/** Where people sign in: first who they are, then how they prove it. */
@Public('whoever signs in has no credential yet')
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/signin')
export class SignInController {
  constructor(
    private readonly factors: FirstFactors,
    private readonly sso: SsoLookup,
    private readonly site: Site,
  ) {}

  @Get()
  async begin(
    @Query({ schema: ReturnQuery }) query: ReturnQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showAddress(reply, { browser: knowBrowser(request, reply), email: '', returnTo: query.return_to });
  }

  @Post()
  @TakesForm()
  async chooseWay(
    @Body({ schema: EmailForm }) form: EmailForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const shown = { browser: browserOfForm(request), email: form.email, returnTo: form.return_to };
    if (form.email === '') return this.showAddress(reply, { ...shown, problem: ADDRESS_NEEDED });
    return this.showWays(reply, shown);
  }

  /** Asks anew who somebody is, before what cannot be undone. */
  @Get('confirm')
  @Requires('person')
  async confirm(
    @Person() person: PersonSession,
    @Query({ schema: ReturnQuery }) query: ReturnQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const browser = knowBrowser(request, reply);
    await this.showWays(reply, { browser, email: person.email, returnTo: query.return_to, confirms: true });
  }

  @Post('password')
  @TakesForm()
  async withPassword(
    @Body({ schema: PasswordForm }) form: PasswordForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const browser = browserOfForm(request);
    const done = await this.factors.byPassword(request, reply, { ...form, returnTo: form.return_to });
    if (done) return;
    const problem =
      'This address and this password do not belong together. Try again, or sign in in another way below.';
    await this.showWays(reply, { browser, email: form.email, returnTo: form.return_to, problem }, 401);
  }

  @Post('passkey')
  @TakesForm()
  async withPasskey(
    @Body({ schema: PasskeyForm }) form: PasskeyForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const browser = browserOfForm(request);
    const { response, return_to: returnTo } = form;
    if (await this.factors.byPasskey(request, reply, { response, returnTo, purpose: purposeOf(browser) })) return;
    const passkeyProblem = 'This passkey was not accepted. Try again, or sign in in another way.';
    await this.showAddress(reply, { browser, email: '', returnTo, passkeyProblem }, 401);
  }

  @Post('link')
  @TakesForm()
  async sendLink(
    @Body({ schema: EmailForm }) form: EmailForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const browser = browserOfForm(request);
    const asked = { email: form.email, browserMark: browser.mark, returnTo: form.return_to };
    sendPage(reply, await this.factors.sendLink(request, 'signin', asked));
  }

  private async showAddress(reply: FastifyReply, shown: Shown, status = 200): Promise<void> {
    const options = await this.factors.passkeyOptions(purposeOf(shown.browser));
    const { passkeyProblem } = shown;
    sendPage(reply, addressPage(stateOf(shown), { options, passkeyProblem, note: this.site.signInNote }), { status });
  }

  private async showWays(reply: FastifyReply, shown: Shown, status = 200): Promise<void> {
    const { email, confirms = false, returnTo } = shown;
    const start = await this.sso.startFor(email);
    const ssoPath = start === null ? null : withReturn(start, returnTo);
    const passkeyOptions = await this.factors.passkeyOptions(purposeOf(shown.browser));
    const ways = { email, passkeyOptions, canMail: this.factors.canMail, confirms, ssoPath };
    sendPage(reply, waysPage(stateOf(shown), ways), { status });
  }
}

const stateOf = ({ browser, returnTo, problem }: Shown) => ({ formToken: browser.formToken, returnTo, problem });

const purposeOf = (browser: Browser): string => `sign-in:${browser.mark}`;
