import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { MemberQuery, PermissionList, UpdateUser, User, UserPage, Uuid } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { READ_ERRORS, WRITE_ERRORS } from '../http/operation-errors.js';
import { PermissionsService } from '../access/permissions.service.js';
import { MembersService } from './members.service.js';

/** People as their organisation sees them; `/v1/members` says who they are. */
@Controller('/v1/users')
export class UsersController {
  constructor(
    private readonly members: MembersService,
    private readonly permissions: PermissionsService,
  ) {}

  @Get()
  @Requires('members:read')
  @Operation({
    id: 'listUsers',
    summary: 'Lists people with their teams',
    status: 200,
    answer: UserPage,
    errors: READ_ERRORS,
  })
  list(@Caller() caller: CallerIdentity, @Query({ schema: MemberQuery }) query: MemberQuery): Promise<UserPage> {
    return this.members.listUsers(caller, query);
  }

  @Get(':id')
  @Requires('members:read')
  @Operation({
    id: 'getUser',
    summary: 'Reads a person with their teams',
    status: 200,
    answer: User,
    errors: READ_ERRORS,
  })
  get(@Caller() caller: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<User> {
    return this.members.getUser(caller, id);
  }

  @Get(':id/permissions')
  @Requires('roles:read')
  @Operation({
    id: 'listPermissionsOfUser',
    summary: 'Says what a person may do in this organisation, and why not',
    status: 200,
    answer: PermissionList,
    errors: READ_ERRORS,
  })
  async permissionsOf(
    @Caller() caller: CallerIdentity,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<PermissionList> {
    return { items: await this.permissions.listOf(caller.orgId, id) };
  }

  @Patch(':id')
  @Requires('members:update')
  @Operation({
    id: 'updateUser',
    summary: 'Renames a person in this organisation',
    status: 200,
    answer: User,
    errors: WRITE_ERRORS,
  })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateUser }) body: UpdateUser,
  ): Promise<User> {
    return this.members.rename(caller, actor, id, body.name);
  }
}
