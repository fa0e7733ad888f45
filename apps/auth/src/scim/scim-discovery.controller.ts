import { Public } from '@gatewayops/service';
import { Controller, Get, Header, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ScimErrorFilter, SCIM_JSON } from './scim-error.filter.js';
import { ScimGuard } from './scim-guard.js';
import { COUNT_MAX } from './scim-query.js';
import { GROUP, listView, USER } from './scim-views.js';

const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0';

const attribute = (name: string, type = 'string', more: object = {}) => ({
  name, type, multiValued: false, required: false, caseExact: false, mutability: 'readWrite', returned: 'default',
  uniqueness: 'none', ...more,
}); // prettier-ignore

const SCHEMAS = [
  {
    schemas: [`${SCHEMA}:Schema`],
    id: USER,
    name: 'User',
    attributes: [
      attribute('userName', 'string', { required: true, uniqueness: 'server' }),
      attribute('externalId', 'string', { caseExact: true }),
      attribute('displayName'),
      attribute('name', 'complex', {
        subAttributes: [attribute('formatted'), attribute('givenName'), attribute('familyName')],
      }),
      attribute('emails', 'complex', {
        multiValued: true,
        subAttributes: [attribute('value'), attribute('type'), attribute('primary', 'boolean')],
      }),
      attribute('active', 'boolean'),
    ],
  },
  {
    schemas: [`${SCHEMA}:Schema`],
    id: GROUP,
    name: 'Group',
    attributes: [
      attribute('displayName', 'string', { required: true, uniqueness: 'server' }),
      attribute('externalId', 'string', { caseExact: true }),
      attribute('members', 'complex', { multiValued: true, subAttributes: [attribute('value'), attribute('display')] }),
    ],
  },
];

const TYPES = [
  { schemas: [`${SCHEMA}:ResourceType`], id: 'User', name: 'User', endpoint: '/Users', schema: USER },
  { schemas: [`${SCHEMA}:ResourceType`], id: 'Group', name: 'Group', endpoint: '/Groups', schema: GROUP },
];

/** What we can do (RFC 7643, 5 to 7; RFC 7644, 4). */
@Public('a SCIM token, which ScimGuard asks for')
@ApiExcludeController()
@UseGuards(ScimGuard)
@UseFilters(ScimErrorFilter)
@Controller('/scim/v2')
export class ScimDiscoveryController {
  @Get('ServiceProviderConfig')
  @Header('content-type', SCIM_JSON)
  config(): object {
    return {
      schemas: [`${SCHEMA}:ServiceProviderConfig`],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: COUNT_MAX },
      changePassword: { supported: false },
      sort: { supported: false },
      etag: { supported: false },
      authenticationSchemes: [
        { type: 'oauthbearertoken', name: 'SCIM token', description: 'As Bearer', primary: true },
      ],
    };
  }

  @Get('Schemas')
  @Header('content-type', SCIM_JSON)
  schemas(): object {
    return listView(SCHEMAS, SCHEMAS.length, 1);
  }

  @Get('ResourceTypes')
  @Header('content-type', SCIM_JSON)
  types(): object {
    return listView(TYPES, TYPES.length, 1);
  }
}
