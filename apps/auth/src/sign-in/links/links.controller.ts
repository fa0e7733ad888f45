import { Public } from '@gatewayops/service';
import { Body, Controller, Get, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { HOME } from '../../pages/return-path.js';
import { sendPage } from '../../pages/send-page.js';
import { FirstFactors } from '../completion/first-factors.js';
import { SignInCompletion } from '../completion/sign-in-completion.js';
import { PasswordChange } from '../passwords/password-change.js';
import { browserOf, browserOfForm, knowBrowser } from '../pages/browser.js';
import { EmailForm, EmailQuery, NewPasswordForm, TokenForm, TokenQuery } from '../pages/form-fields.js';
import { ADDRESS_NEEDED, deadLinkPage, newPasswordPage, openLinkPage, resetPage } from '../pages/sign-in-pages.js';
import { LinkTokens, type MailedLink } from './link-tokens.js';

/** Links that we mailed: signing in with one, and choosing a new password. */
@Public('whoever has the link')
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/signin')
export class LinksController {
  constructor(
    private readonly tokens: LinkTokens,
    private readonly factors: FirstFactors,
    private readonly completion: SignInCompletion,
    private readonly passwords: PasswordChange,
  ) {}

  /** Opens at once in the browser that asked for it. Elsewhere it asks first, and a look uses nothing up. */
  @Get('link')
  async open(
    @Query({ schema: TokenQuery }) { token }: TokenQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const link = await this.tokens.look('signin', token);
    if (link === null) return sendPage(reply, deadLinkPage(), { status: 404 });
    if (browserOf(request)?.mark === link.browserMark) return this.enter(request, reply, token);
    const { formToken } = knowBrowser(request, reply);
    sendPage(reply, openLinkPage({ formToken, returnTo: link.returnTo }, { email: link.email, token }));
  }

  @Post('link/open')
  @TakesForm()
  async openHere(
    @Body({ schema: TokenForm }) form: TokenForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    browserOfForm(request);
    await this.enter(request, reply, form.token);
  }

  @Get('reset')
  askForReset(
    @Query({ schema: EmailQuery }) query: EmailQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const { formToken } = knowBrowser(request, reply);
    sendPage(reply, resetPage({ formToken, returnTo: HOME }, query.email));
  }

  @Post('reset')
  @TakesForm()
  async sendReset(
    @Body({ schema: EmailForm }) form: EmailForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const browser = browserOfForm(request);
    if (form.email === '') {
      const state = { formToken: browser.formToken, returnTo: form.return_to, problem: ADDRESS_NEEDED };
      return sendPage(reply, resetPage(state, ''), { status: 400 });
    }
    const asked = { email: form.email, browserMark: browser.mark, returnTo: form.return_to };
    sendPage(reply, await this.factors.sendLink(request, 'reset', asked));
  }

  @Get('new-password')
  async chooseNewPassword(
    @Query({ schema: TokenQuery }) { token }: TokenQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const link = await this.tokens.look('reset', token);
    if (link === null) return sendPage(reply, deadLinkPage(), { status: 404 });
    const { formToken } = knowBrowser(request, reply);
    sendPage(reply, newPasswordPage({ formToken, returnTo: link.returnTo }, { email: link.email, token }));
  }

  /** Sets it, ends all sessions, and goes on as after any first factor: a second one is still asked for. */
  @Post('new-password')
  @TakesForm()
  async setNewPassword(
    @Body({ schema: NewPasswordForm }) form: NewPasswordForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { formToken } = browserOfForm(request);
    const link = await this.tokens.look('reset', form.token);
    if (link === null) return sendPage(reply, deadLinkPage(), { status: 404 });
    const problem = await this.passwords.problemOf(form.password, link.email);
    if (problem !== null) {
      const state = { formToken, returnTo: link.returnTo, problem };
      return sendPage(reply, newPasswordPage(state, { email: link.email, token: form.token }), { status: 400 });
    }
    if ((await this.tokens.use('reset', form.token)) === null) return sendPage(reply, deadLinkPage(), { status: 404 });
    const epoch = await this.passwords.change(request, { id: link.userId, email: link.email }, form.password, null);
    await this.completion.finish(request, reply, { ...provenBy(link), epoch });
  }

  private async enter(request: FastifyRequest, reply: FastifyReply, token: string): Promise<void> {
    const link = await this.tokens.use('signin', token);
    if (link === null) return sendPage(reply, deadLinkPage(), { status: 404 });
    await this.completion.finish(request, reply, provenBy(link));
  }
}

const provenBy = ({ userId, email, name, epoch, returnTo }: MailedLink) => ({
  userId, email, name, methods: ['email'], orgId: null, epoch, returnTo,
}); // prettier-ignore
