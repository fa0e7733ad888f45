import { randomBytes } from 'node:crypto';
import type { Caller, Urls } from './caller.js';
import { grantTo } from './grant.js';
import { signInPerson, type Person } from './person.js';
import { storeForeignThings } from './stored.js';
import { bearer, make, makeThings, send } from './things.js';

/** Where organisations are made, and by whom. */
export interface Place {
  urls: Urls;
  /** Of the owner of the tables. */
  databaseUrl: string;
  adminToken: string;
  /** All that there are. */
  permissions: readonly string[];
}

/** An organisation with one of everything, and who may ask for it. */
export interface Tenant {
  orgId: string;
  /** By what they are of. */
  ids: Readonly<Record<string, string>>;
  /** All ids, and the name by which a server is called: nothing of them may be told to others. */
  secrets: readonly string[];
  operator: Caller;
  /** A key that may do everything through the APIs. */
  key: Caller;
  /** A key that may do nothing. */
  idleKey: Caller;
  /** An administrator. */
  person: Person;
  /** Somebody who may read a little. */
  viewer: Person;
  /** An OAuth client that the administrator has let in, by its token. */
  client: Caller;
  /** A provisioning client, by its token. */
  scim: Caller;
}

const ALL_MCP = [{ server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] }];

/** Makes an organisation with one of each thing that has an id. @throws Error where something could not be made */
export async function makeTenant({ urls, databaseUrl, adminToken, permissions }: Place): Promise<Tenant> {
  const word = `w${randomBytes(8).toString('hex')}`;
  const admin = bearer('the operator', adminToken);
  const orgId = await make(admin, `${urls.auth}/v1/orgs`, { name: word });
  const operator = { name: admin.name, headers: { ...admin.headers, 'x-organization-id': orgId } };
  const { ids: made, scim } = await makeThings(operator, urls, word);
  const someone = (name: string, role: string) =>
    signInPerson(urls, operator, { name, role, email: `${word}-${role}@example.com` });
  const person = await someone('an administrator who is signed in', 'org_admin');
  const viewer = await someone('a viewer who is signed in', 'org_viewer');
  const grant = await grantTo(person, urls);
  const holders = { administrator: person.userId, member: made.user };
  const stored = await storeForeignThings(databaseUrl, { orgId, ...holders, server: made.server, word });
  const ids: Record<string, string> = {
    ...made, ...stored, organization: orgId, administrator: person.userId, session: person.sessionId, grant: grant.id,
  }; // prettier-ignore
  return {
    orgId, ids, operator, person, viewer, scim,
    secrets: [...Object.values(ids), word],
    key: bearer('a key that may do all', await issue(operator, urls, { mcp: ALL_MCP, permissions })),
    idleKey: bearer('a key that may do nothing', await issue(operator, urls, { mcp: [], permissions: [] })),
    client: bearer('an OAuth client that was let in', grant.token),
  }; // prettier-ignore
}

async function issue(caller: Caller, urls: Urls, scopes: object): Promise<string> {
  const name = `k${randomBytes(4).toString('hex')}`;
  return String((await send(caller, `${urls.auth}/v1/auth/keys`, { name, scopes }))['key']);
}
