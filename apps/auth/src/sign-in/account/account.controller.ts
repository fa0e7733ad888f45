import { Person, Requires } from '@gatewayops/access';
import type { PersonSession } from '@gatewayops/contracts';
import { Body, Controller, Get, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { goTo, sendPage } from '../../pages/send-page.js';
import { Site } from '../../pages/site.js';
import { dropSessionCookie } from '../../sessions/session-cookie.js';
import { SignedInService } from '../../sessions/signed-in.service.js';
import { PasswordChange } from '../passwords/password-change.js';
import { OrganizationForm, ReturnQuery, SessionForm } from '../pages/form-fields.js';
import { accountPage, newPasswordPage } from './account-pages.js';
import { OwnPasswordForm } from './own-forms.js';
import { OwnFactors } from './factors.service.js';
import { SsoLookup } from '../sso-lookup.js';

/** The page of who is signed in: who they are, where they work, and their sessions. */
@Requires('person')
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/account')
export class AccountController {
  constructor(
    private readonly signedIn: SignedInService,
    private readonly factors: OwnFactors,
    private readonly passwords: PasswordChange,
    private readonly sso: SsoLookup,
    private readonly site: Site,
  ) {}

  @Get()
  async show(
    @Person() person: PersonSession,
    @Query({ schema: ReturnQuery }) query: ReturnQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [current, sessions, own, ssoLogout] = await Promise.all([
      this.signedIn.describe(person),
      this.signedIn.list(person),
      this.factors.list(person.userId),
      this.sso.logoutOf(person),
    ]);
    const { hasDashboard } = this.site;
    const returnTo = query.return_to;
    sendPage(reply, accountPage({ person, current, sessions, ...own, ssoLogout, returnTo, hasDashboard }));
  }

  @Post('organization')
  @TakesForm()
  async choose(
    @Person() person: PersonSession,
    @Body({ schema: OrganizationForm }) form: OrganizationForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.signedIn.choose(person, form.organization_id);
    goTo(reply, form.return_to);
  }

  @Post('sessions/end')
  @TakesForm()
  async endSession(
    @Person() person: PersonSession,
    @CurrentActor() actor: Actor,
    @Body({ schema: SessionForm }) form: SessionForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.signedIn.end(person, actor, form.id);
    goTo(reply, '/account');
  }

  @Post('sessions/end-others')
  @TakesForm()
  async endOthers(@Person() person: PersonSession, @CurrentActor() actor: Actor, @Res() reply: FastifyReply) {
    await this.signedIn.endOthers(person, actor);
    goTo(reply, '/account');
  }

  @Post('signout')
  @TakesForm()
  async signOut(@Person() person: PersonSession, @CurrentActor() actor: Actor, @Res() reply: FastifyReply) {
    await this.signedIn.end(person, actor, person.sessionId);
    dropSessionCookie(reply);
    goTo(reply, '/signin');
  }

  @Get('password')
  @Requires('person', { recentSignIn: true })
  askForPassword(@Person() person: PersonSession, @Res() reply: FastifyReply): void {
    sendPage(reply, newPasswordPage(person));
  }

  @Post('password')
  @TakesForm()
  @Requires('person', { recentSignIn: true })
  async setPassword(
    @Person() person: PersonSession,
    @Body({ schema: OwnPasswordForm }) form: OwnPasswordForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const problem = await this.passwords.problemOf(form.password, person.email);
    if (problem !== null) return sendPage(reply, newPasswordPage(person, problem), { status: 400 });
    const { userId: id, email } = person;
    await this.passwords.change(request, { id, email }, form.password, person.sessionId);
    goTo(reply, '/account');
  }
}
