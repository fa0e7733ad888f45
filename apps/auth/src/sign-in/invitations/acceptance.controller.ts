import { Public } from '@gatewayops/service';
import { Body, Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TakesForm } from '../../pages/form-body.js';
import { PageErrorFilter } from '../../pages/page-error.filter.js';
import { HOME } from '../../pages/return-path.js';
import { sendPage } from '../../pages/send-page.js';
import { SignInCompletion } from '../completion/sign-in-completion.js';
import { PasswordChange } from '../passwords/password-change.js';
import { browserOfForm, knowBrowser } from '../pages/browser.js';
import { Token } from '../pages/form-fields.js';
import { deadLinkPage } from '../pages/sign-in-pages.js';
import { PersonReader } from '../people/person-reader.js';
import { Acceptance } from './acceptance.service.js';
import type { FoundInvitation } from './invitation-rows.js';
import { joinedPage, joinPage, newcomerPage, otherAccountPage, signInFirstPage } from './invitation-pages.js';

const NewcomerForm = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .regex(/^\P{Cc}*$/u),
  /** `passkey`: they go on to make one, and have no password. */
  way: z.enum(['password', 'passkey']),
  password: z.string().max(1_024).default(''), // the other way has none
});
type NewcomerForm = z.infer<typeof NewcomerForm>;

/** The page of an invitation's link. */
@Public('whoever has the link')
@ApiExcludeController()
@UseFilters(PageErrorFilter)
@Controller('/invitations/:token')
export class AcceptanceController {
  constructor(
    private readonly acceptance: Acceptance,
    private readonly passwords: PasswordChange,
    private readonly people: PersonReader,
    private readonly completion: SignInCompletion,
  ) {}

  @Get()
  async show(
    @Param('token', { schema: Token }) token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const invitation = await this.acceptance.find(token);
    if (invitation === null) return sendPage(reply, deadLinkPage(), { status: 404 });
    const { formToken } = knowBrowser(request, reply);
    const visitor = await this.acceptance.visitor(request);
    const state = { formToken, token, invitation };
    if (visitor !== null && visitor.email === invitation.email) return sendPage(reply, joinPage(state));
    if (visitor !== null) return sendPage(reply, otherAccountPage(state, visitor.email));
    sendPage(reply, this.acceptance.letsNewcomerIn(invitation) ? newcomerPage(state) : signInFirstPage(state));
  }

  /** By who is signed in with the address that was invited. */
  @Post('join')
  @TakesForm()
  async join(
    @Param('token', { schema: Token }) token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { formToken } = browserOfForm(request);
    const invitation = await this.acceptance.find(token);
    if (invitation === null) return sendPage(reply, deadLinkPage(), { status: 404 });
    const visitor = await this.acceptance.visitor(request);
    if (visitor?.email !== invitation.email)
      return sendPage(reply, signInFirstPage({ formToken, token, invitation }), { status: 403 });
    await this.acceptance.join(request, invitation, null);
    sendPage(reply, joinedPageOf(visitor.csrfToken, invitation));
  }

  /** By somebody who has never signed in. */
  @Post('new')
  @TakesForm()
  async welcome(
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: NewcomerForm }) form: NewcomerForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { formToken } = browserOfForm(request);
    const invitation = await this.acceptance.find(token);
    if (invitation === null) return sendPage(reply, deadLinkPage(), { status: 404 });
    const state = { formToken, token, invitation };
    if (!this.acceptance.letsNewcomerIn(invitation)) return sendPage(reply, signInFirstPage(state), { status: 403 });
    const withPassword = form.way === 'password';
    const problem = withPassword ? await this.passwords.problemOf(form.password, invitation.email) : null;
    if (problem !== null) return sendPage(reply, newcomerPage({ ...state, problem, name: form.name }), { status: 400 });
    const passwordHash = withPassword ? await this.passwords.hash(form.password) : null;
    const userId = await this.acceptance.join(request, invitation, { name: form.name, passwordHash });
    const { person, epoch } = await this.people.read(userId);
    await this.completion.finish(request, reply, {
      userId,
      email: person.email,
      name: person.name,
      methods: withPassword ? ['pwd'] : ['email'],
      orgId: invitation.org_id,
      epoch,
      returnTo: withPassword ? HOME : '/account/passkeys/new',
    });
  }
}

const joinedPageOf = (csrfToken: string, { org_id, organization }: FoundInvitation) =>
  joinedPage({ csrfToken, orgId: org_id, organization });
