import { Person, Requires } from '@gatewayops/access';
import { ChooseOrganization, CurrentSession, SessionId, SessionList, type PersonSession } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { dropSessionCookie } from './session-cookie.js';
import { SignedInService } from './signed-in.service.js';

/** What somebody who is signed in sees and does about that. */
@Controller('/v1/auth')
@Requires('person')
export class SessionsController {
  constructor(private readonly signedIn: SignedInService) {}

  @Get('session')
  @Operation({
    id: 'getSession',
    summary: 'Says who is signed in',
    status: 200,
    answer: CurrentSession,
    errors: READ_ERRORS,
  })
  current(@Person() person: PersonSession): Promise<CurrentSession> {
    return this.signedIn.describe(person);
  }

  @Put('session/organization')
  @Operation({
    id: 'chooseOrganization',
    summary: 'Goes on in another organisation',
    status: 200,
    answer: CurrentSession,
    errors: WRITE_ERRORS,
  })
  choose(
    @Person() person: PersonSession,
    @Body({ schema: ChooseOrganization }) body: ChooseOrganization,
  ): Promise<CurrentSession> {
    return this.signedIn.choose(person, body.organization_id);
  }

  @Delete('session')
  @Operation({ id: 'signOut', summary: 'Signs out', status: 204, answer: null, errors: CHANGE_ERRORS })
  async signOut(
    @Person() person: PersonSession,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signedIn.end(person, actor, person.sessionId);
    dropSessionCookie(reply);
  }

  @Get('sessions')
  @Operation({
    id: 'listSessions',
    summary: 'Lists one’s own sessions, newest first',
    status: 200,
    answer: SessionList,
    errors: READ_ERRORS,
  })
  async list(@Person() person: PersonSession): Promise<SessionList> {
    return { items: await this.signedIn.list(person) };
  }

  @Delete('sessions/:id')
  @Operation({
    id: 'endSession',
    summary: 'Ends one of one’s own sessions',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  end(
    @Person() person: PersonSession,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: SessionId }) id: string,
  ): Promise<void> {
    return this.signedIn.end(person, actor, id);
  }

  @Delete('sessions')
  @Operation({
    id: 'endOtherSessions',
    summary: 'Ends all of one’s own sessions but this one',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  endOthers(@Person() person: PersonSession, @CurrentActor() actor: Actor): Promise<void> {
    return this.signedIn.endOthers(person, actor);
  }
}
