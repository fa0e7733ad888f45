import { Uuid } from '@gatewayops/contracts';
import { Public } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Put, Query, UseFilters, UseGuards } from '@nestjs/common'; // prettier-ignore
import { ApiExcludeController } from '@nestjs/swagger';
import { SsoAddresses } from '../sso/connections/sso-addresses.js';
import { ScimErrorFilter, SCIM_JSON } from './scim-error.filter.js';
import { patchGroup, ScimGroupBody, type GroupDraft } from './scim-group.js';
import { ScimGroupsService } from './scim-groups.service.js';
import { Scim, ScimGuard, type ScimClient } from './scim-guard.js';
import { ScimPatch } from './scim-patch.js';
import { ScimQuery, windowOf } from './scim-query.js';
import { groupView, listView } from './scim-views.js';

@Public('a SCIM token, which ScimGuard asks for')
@ApiExcludeController()
@UseGuards(ScimGuard)
@UseFilters(ScimErrorFilter)
@Controller('/scim/v2/Groups')
export class ScimGroupsController {
  private readonly base: string;

  constructor(
    private readonly groups: ScimGroupsService,
    addresses: SsoAddresses,
  ) {
    this.base = addresses.scimUrl;
  }

  @Get()
  @Header('content-type', SCIM_JSON)
  async list(@Scim() client: ScimClient, @Query({ schema: ScimQuery }) query: ScimQuery): Promise<object> {
    const window = windowOf(query);
    const { items, total } = await this.groups.list(client, query.filter, window);
    const withMembers = !/\bmembers\b/i.test(query.excludedAttributes);
    return listView(items.map((group) => groupView(this.base, group, withMembers)), total, window.startIndex); // prettier-ignore
  }

  @Post()
  @HttpCode(201)
  @Header('content-type', SCIM_JSON)
  async create(@Scim() client: ScimClient, @Body({ schema: ScimGroupBody }) body: ScimGroupBody): Promise<object> {
    return groupView(this.base, await this.groups.create(client, draftOf(body)));
  }

  @Get(':id')
  @Header('content-type', SCIM_JSON)
  async get(
    @Scim() client: ScimClient,
    @Param('id', { schema: Uuid }) id: string,
    @Query({ schema: ScimQuery }) query: ScimQuery,
  ): Promise<object> {
    const withMembers = !/\bmembers\b/i.test(query.excludedAttributes);
    return groupView(this.base, await this.groups.get(client, id), withMembers);
  }

  @Put(':id')
  @Header('content-type', SCIM_JSON)
  async replace(
    @Scim() client: ScimClient,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ScimGroupBody }) body: ScimGroupBody,
  ): Promise<object> {
    const group = await this.groups.change(client, id, (draft) => void Object.assign(draft, draftOf(body)));
    return groupView(this.base, group);
  }

  @Patch(':id')
  @Header('content-type', SCIM_JSON)
  async patch(
    @Scim() client: ScimClient,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: ScimPatch }) body: ScimPatch,
  ): Promise<object> {
    return groupView(this.base, await this.groups.change(client, id, (draft) => patchGroup(draft, body)));
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Scim() client: ScimClient, @Param('id', { schema: Uuid }) id: string): Promise<void> {
    return this.groups.remove(client, id);
  }
}

const draftOf = ({ displayName, externalId, members }: ScimGroupBody): GroupDraft => ({
  name: displayName,
  externalId: externalId ?? null,
  memberIds: new Set((members ?? []).map(({ value }) => value.toLowerCase())),
});
