import { Person, Requires } from '@gatewayops/access';
import type { PersonSession } from '@gatewayops/contracts';
import { Body, Controller, Get, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from '../../pages/html.js';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { goTo, sendPage } from '../../pages/send-page.js';
import { NewPasskeyForm, RemovePasskeyForm, RenamePasskeyForm, SetUpTotpForm } from '../pages/form-fields.js';
import { recoveryCodesPage } from '../pages/second-step-pages.js';
import { SessionUpgrade } from './session-upgrade.js';
import { FactorSetup } from '../totp/factor-setup.js';
import { newPasskeyPage, newTotpPage } from './account-pages.js';
import { OwnFactors } from './factors.service.js';

const BACK = html`<p><a class="button" href="/account">I have kept them</a></p>`;

/** Second factors and passkeys of who is signed in. Nothing of them changes without a recent sign-in. */
@Requires('person', { recentSignIn: true })
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/account')
export class FactorsController {
  constructor(
    private readonly setup: FactorSetup,
    private readonly factors: OwnFactors,
    private readonly upgrade: SessionUpgrade,
  ) {}

  @Get('totp')
  askForTotp(@Person() person: PersonSession, @Res() reply: FastifyReply): void {
    sendPage(reply, newTotpPage(person, this.setup.totpSetup(ownerOf(person))));
  }

  @Post('totp')
  @TakesForm()
  async addTotp(
    @Person() person: PersonSession,
    @Body({ schema: SetUpTotpForm }) form: SetUpTotpForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.upgrade.refuseOneFactor(person);
    const codes = await this.setup.addTotp(request, ownerOf(person), form);
    if (codes !== null) return this.added(request, person, reply, { codes, method: 'otp' });
    const problem = 'This code is not right. Enter the newest one; if that fails too, set the clock of your device.';
    sendPage(reply, newTotpPage(person, this.setup.totpSetup(ownerOf(person), form.sealed), problem), { status: 400 });
  }

  @Post('totp/remove')
  @TakesForm()
  async removeTotp(@Person() person: PersonSession, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.upgrade.refuseOneFactor(person);
    await this.factors.removeTotp(request, ownerOf(person));
    goTo(reply, '/account');
  }

  @Post('recovery-codes')
  @TakesForm()
  async renewCodes(@Person() person: PersonSession, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.upgrade.refuseOneFactor(person);
    const codes = await this.factors.renewRecoveryCodes(request, ownerOf(person));
    sendPage(reply, recoveryCodesPage(codes, BACK));
  }

  @Get('passkeys/new')
  async askForPasskey(@Person() person: PersonSession, @Res() reply: FastifyReply): Promise<void> {
    const options = await this.setup.passkeyOptions(ownerOf(person), purposeOf(person));
    sendPage(reply, newPasskeyPage(person, options));
  }

  @Post('passkeys')
  @TakesForm()
  async addPasskey(
    @Person() person: PersonSession,
    @Body({ schema: NewPasskeyForm }) form: NewPasskeyForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.upgrade.refuseOneFactor(person);
    const codes = await this.setup.addPasskey(request, ownerOf(person), form, purposeOf(person));
    await this.added(request, person, reply, { codes, method: 'hwk' });
  }

  @Post('passkeys/rename')
  @TakesForm()
  async renamePasskey(
    @Person() person: PersonSession,
    @Body({ schema: RenamePasskeyForm }) form: RenamePasskeyForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.factors.renamePasskey(request, ownerOf(person), form.id, form.name);
    goTo(reply, '/account');
  }

  @Post('passkeys/remove')
  @TakesForm()
  async removePasskey(
    @Person() person: PersonSession,
    @Body({ schema: RemovePasskeyForm }) form: RemovePasskeyForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.upgrade.refuseOneFactor(person);
    await this.factors.removePasskey(request, ownerOf(person), form.id);
    goTo(reply, '/account');
  }

  /** This session has proven the factor that it has set up; others, opened without it, end. */
  private async added(
    request: FastifyRequest,
    person: PersonSession,
    reply: FastifyReply,
    { codes, method }: { codes: string[]; method: string },
  ): Promise<void> {
    await this.upgrade.afterEnrolment(request, person, method);
    if (codes.length === 0) return goTo(reply, '/account');
    sendPage(reply, recoveryCodesPage(codes, BACK));
  }
}

const ownerOf = ({ userId, email, name }: PersonSession) => ({ id: userId, email, name });
const purposeOf = ({ userId, sessionId }: PersonSession): string => `account:${userId}:${sessionId}`;
