import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { AddMember, Member, MemberPage, MemberQuery, UpdateMember, Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { MembersService } from './members.service.js';

@Controller('/v1/members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Post()
  @Requires('members:create')
  @Operation({
    id: 'addMember',
    summary: 'Adds a person to the organisation',
    status: 201,
    answer: Member,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  add(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: AddMember }) body: AddMember,
  ): Promise<Member> {
    return this.members.add(caller, actor, body);
  }

  @Get()
  @Requires('members:read')
  @Operation({ id: 'listMembers', summary: 'Lists the members', status: 200, answer: MemberPage, errors: READ_ERRORS })
  list(@Caller() caller: CallerIdentity, @Query({ schema: MemberQuery }) query: MemberQuery): Promise<MemberPage> {
    return this.members.list(caller, query);
  }

  @Get(':userId')
  @Requires('members:read')
  @Operation({ id: 'getMember', summary: 'Reads a member', status: 200, answer: Member, errors: READ_ERRORS })
  get(@Caller() caller: CallerIdentity, @Param('userId', { schema: Uuid }) userId: string): Promise<Member> {
    return this.members.get(caller, userId);
  }

  @Patch(':userId')
  @Requires('members:update')
  @Operation({
    id: 'updateMember',
    summary: "Changes a member's role",
    status: 200,
    answer: Member,
    errors: WRITE_ERRORS,
  })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('userId', { schema: Uuid }) userId: string,
    @Body({ schema: UpdateMember }) body: UpdateMember,
  ): Promise<Member> {
    return this.members.setRole(caller, actor, userId, body.role);
  }

  @Delete(':userId')
  @Requires('members:delete')
  @Operation({
    id: 'removeMember',
    summary: 'Removes a member and revokes their keys',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('userId', { schema: Uuid }) userId: string,
  ): Promise<void> {
    return this.members.remove(caller, actor, userId);
  }
}
