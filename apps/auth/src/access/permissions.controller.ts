import { Person, Requires } from '@gatewayops/access';
import { GatewayOpsError, PermissionList, type PersonSession } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Controller, Get } from '@nestjs/common';
import { READ_ERRORS } from '../http/operation-errors.js';
import { PermissionsService } from './permissions.service.js';

@Controller('/v1/auth/permissions')
@Requires('person')
export class PermissionsController {
  constructor(private readonly permissions: PermissionsService) {}

  @Get()
  @Operation({
    id: 'listPermissions',
    summary: 'Says what I may do in this organisation, and why not',
    status: 200,
    answer: PermissionList,
    errors: READ_ERRORS,
  })
  list(@Person() { access }: PersonSession): PermissionList {
    if (access === null) throw new GatewayOpsError('forbidden', { message: 'Choose an organisation first.' });
    return { items: this.permissions.list(access) };
  }
}
