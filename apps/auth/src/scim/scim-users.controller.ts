import { Uuid } from '@gatewayops/contracts';
import { Public } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Put, Query, UseFilters, UseGuards } from '@nestjs/common'; // prettier-ignore
import { ApiExcludeController } from '@nestjs/swagger';
import { SsoAddresses } from '../sso/connections/sso-addresses.js';
import { ScimErrorFilter, SCIM_JSON } from './scim-error.filter.js';
import { Scim, ScimGuard, type ScimClient } from './scim-guard.js';
import { ScimPatch } from './scim-patch.js';
import { ScimQuery, windowOf } from './scim-query.js';
import { changeOfBody, changeOfPatch, ScimUserBody } from './scim-user.js';
import { ScimUsersService } from './scim-users.service.js';
import { listView, userView } from './scim-views.js';

@Public('a SCIM token, which ScimGuard asks for')
@ApiExcludeController()
@UseGuards(ScimGuard)
@UseFilters(ScimErrorFilter)
@Controller('/scim/v2/Users')
export class ScimUsersController {
  private readonly base: string;

  constructor(
    private readonly users: ScimUsersService,
    addresses: SsoAddresses,
  ) {
    this.base = addresses.scimUrl;
  }

  @Get()
  @Header('content-type', SCIM_JSON)
  async list(@Scim() client: ScimClient, @Query({ schema: ScimQuery }) query: ScimQuery): Promise<object> {
    const window = windowOf(query);
    const { items, total } = await this.users.list(client, query.filter, window);
    return listView(items.map((member) => userView(this.base, member)), total, window.startIndex); // prettier-ignore
  }

  @Post()
  @HttpCode(201)
  @Header('content-type', SCIM_JSON)
  async create(@Scim() client: ScimClient, @Body({ schema: ScimUserBody }) body: ScimUserBody): Promise<object> {
    return userView(this.base, await this.users.create(client, changeOfBody(body)));
  }

  @Get(':id')
  @Header('content-type', SCIM_JSON)
  async get(@Scim() client: ScimClient, @Param('id', { schema: Uuid }) id: string): Promise<object> {
    return userView(this.base, await this.users.get(client, id));
  }

  @Put(':id')
  @Header('content-type', SCIM_JSON)
  async replace(
    @Scim() client: ScimClient,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ScimUserBody }) body: ScimUserBody,
  ): Promise<object> {
    return userView(this.base, await this.users.change(client, id, changeOfBody(body)));
  }

  @Patch(':id')
  @Header('content-type', SCIM_JSON)
  async patch(
    @Scim() client: ScimClient,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ScimPatch }) body: ScimPatch,
  ): Promise<object> {
    return userView(this.base, await this.users.change(client, id, changeOfPatch(body)));
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Scim() client: ScimClient, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.users.remove(client, id);
  }
}
