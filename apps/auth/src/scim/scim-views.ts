import type { ScimGroup } from './scim-group-rows.js';
import type { ScimMember } from './scim-user-rows.js';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** A member in the words of RFC 7643, 4.1. */
export const userView = (base: string, member: ScimMember) => ({
  schemas: [USER],
  id: member.id,
  ...(member.external_id === null ? {} : { externalId: member.external_id }),
  userName: member.user_name,
  name: {
    ...(member.display_name === null ? {} : { formatted: member.display_name }),
    ...(member.given_name === null ? {} : { givenName: member.given_name }),
    ...(member.family_name === null ? {} : { familyName: member.family_name }),
  },
  ...(member.display_name === null ? {} : { displayName: member.display_name }),
  emails: [{ value: member.email, type: 'work', primary: true }],
  active: member.active,
  meta: {
    resourceType: 'User',
    created: member.created_at,
    lastModified: member.updated_at,
    location: `${base}/Users/${member.id}`,
  },
});

export const groupView = (base: string, group: ScimGroup, withMembers = true) => ({
  schemas: [GROUP],
  id: group.id,
  ...(group.external_id === null ? {} : { externalId: group.external_id }),
  displayName: group.display_name,
  ...(withMembers
    ? { members: group.members.map((member) => ({ ...member, type: 'User', $ref: `${base}/Users/${member.value}` })) }
    : {}),
  meta: {
    resourceType: 'Group',
    created: group.created_at,
    lastModified: group.updated_at,
    location: `${base}/Groups/${group.id}`,
  },
});

/** RFC 7644, 3.4.2. */
export const listView = (resources: object[], total: number, startIndex: number) => ({
  schemas: [LIST],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
});
