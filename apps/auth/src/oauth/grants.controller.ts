import { Person, Requires } from '@gatewayops/access';
import { GatewayOpsError, OAuthGrantPage, OAuthGrantQuery, Uuid, type PersonSession } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS } from '../http/operation-errors.js';
import { positionOf } from '../http/paging.js';
import { GrantsService } from './store/grants.service.js';

/** What somebody who is signed in granted to clients, in the organisation that they work in. */
@Controller('/v1/auth/oauth-grants')
@Requires('person')
export class GrantsController {
  constructor(private readonly grants: GrantsService) {}

  @Get()
  @Operation({
    id: 'listOAuthGrants',
    summary: 'Lists what one granted to OAuth clients, newest first',
    status: 200,
    answer: OAuthGrantPage,
    errors: READ_ERRORS,
  })
  list(
    @Person() person: PersonSession,
    @Query({ schema: OAuthGrantQuery }) query: OAuthGrantQuery,
  ): Promise<OAuthGrantPage> {
    const before = positionOf(query);
    return this.grants.list(organizationOf(person), { userId: person.userId, before, limit: query.limit });
  }

  @Delete(':id')
  @Operation({
    id: 'revokeOAuthGrant',
    summary: 'Takes back what one granted to an OAuth client; its tokens end within a second',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  revoke(
    @Person() person: PersonSession,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.grants.revoke(organizationOf(person), actor, id, person.userId);
  }
}

function organizationOf({ orgId }: PersonSession): string {
  if (orgId === null) throw new GatewayOpsError('forbidden', { message: 'Choose an organisation first.' });
  return orgId;
}
