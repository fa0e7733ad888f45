import { CSRF_FIELD } from '@gatewayops/contracts';
import type { Urls } from './caller.js';
import type { Case } from './cases.js';
import type { ExceptedRoute } from './exceptions.js';
import type { Tenant } from './tenant.js';

/** Fields of forms in which an id may stand. */
const FORM_FIELDS = ['id', 'token', 'ticket', 'organization_id', 'RelayState', 'state', 'client_id'];
/** These end the session of who asks, or all others of theirs, and take no id. */
const ENDS_OWN_SESSIONS = /\/(?:signout|end-others|logout)$/;

interface World {
  urls: Urls;
  owner: Tenant;
  stranger: Tenant;
}

/** The same questions to addresses that stand in no API document: to pages as a person, to SCIM with another's token. */
export function casesOfRoute(route: ExceptedRoute, world: World): Case[] {
  if (route.askedAs === 'page') return pageCases(route, world);
  return route.askedAs === 'scim' ? scimCases(route, world) : [];
}

const nameOf = ({ service, method, path }: ExceptedRoute): string => `${service} ${method} ${path}`;

const hasParameter = (path: string): boolean => path.includes('{') || path.includes('*');

const filled = (path: string, id: string): string => path.replaceAll(/\{[^}]+\}|\*/g, () => encodeURIComponent(id));

function pageCases(route: ExceptedRoute, { urls, owner, stranger }: World): Case[] {
  const { service, method, path } = route;
  if (ENDS_OWN_SESSIONS.test(path)) return [];
  const { caller, csrfToken } = stranger.person;
  const takesForm = method !== 'GET';
  if (!takesForm && !hasParameter(path)) return [];
  return owner.secrets.map((id) => {
    const form = { [CSRF_FIELD]: csrfToken, ...Object.fromEntries(FORM_FIELDS.map((field) => [field, id])) };
    return {
      endpoint: nameOf(route),
      kind: 'page',
      caller,
      request: { method, url: urls[service] + filled(path, id), ...(takesForm ? { form } : {}) },
      expect: 'silence',
    };
  });
}

function scimCases(route: ExceptedRoute, { urls, owner, stranger }: World): Case[] {
  const { service, method, path } = route;
  const base = { endpoint: nameOf(route), kind: 'scim' as const, caller: stranger.scim };
  const at = (id: string) => urls[service] + filled(path, id);
  const own = path.includes('Groups') ? stranger.ids['scim_group'] : stranger.ids['user'];
  const cases: Case[] = [
    { ...base, caller: { name: 'no one', headers: {} }, request: { method, url: at(own ?? '') }, expect: 'unauthorized' }, // prettier-ignore
  ];
  if (hasParameter(path) && !/Schemas|ResourceTypes/.test(path)) {
    const body = bodyOf(method, path, []);
    for (const id of owner.secrets)
      cases.push({ ...base, request: { method, url: at(id), ...body }, expect: 'nothing' });
  }
  if (method !== 'GET' && method !== 'DELETE') {
    const request = { method, url: at(own ?? ''), ...bodyOf(method, path, owner.secrets) };
    cases.push({ ...base, request, expect: 'silence' });
  }
  if (method === 'GET' && !hasParameter(path)) cases.push({ ...base, request: { method, url: at('') }, expect: 'silence' }); // prettier-ignore
  return cases;
}

/** A change that a provider could send, with ids as members of a group or of a user's groups. */
function bodyOf(method: string, path: string, ids: readonly string[]): { body?: object } {
  if (method === 'GET' || method === 'DELETE') return {};
  const members = ids.map((value) => ({ value }));
  if (method === 'PATCH') {
    const Operations = [{ op: 'add', path: path.includes('Groups') ? 'members' : 'groups', value: members }];
    return { body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations } };
  }
  const name = `scim-${Math.random().toString(36).slice(2)}`;
  return { body: path.includes('Groups') ? { displayName: name, members } : { userName: `${name}@example.com`, groups: members } }; // prettier-ignore
}
