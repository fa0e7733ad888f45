import { BUILT_IN_ROLES } from '@gatewayops/contracts';
import { bodyOf } from './bodies.js';
import { nameOf, type Endpoint } from './document.js';
import type { Caller, Request, Urls } from './caller.js';
import { withId, type Sampler } from './sample.js';
import type { Tenant } from './tenant.js';

/** What must come of a request. */
export type Expectation =
  /** Nothing of the other organisation is found, told or changed by its id. */
  | 'nothing'
  /** Nothing of it is told, whatever else is answered. */
  | 'silence'
  | 'unauthorized'
  | 'refused';

export interface Case {
  endpoint: string;
  kind: 'path' | 'query' | 'body' | 'plain' | 'page' | 'scim' | 'no one' | 'no permission' | 'another site';
  caller: Caller;
  request: Request;
  expect: Expectation;
}

const NOBODY: Caller = { name: 'no one', headers: {} };

interface World {
  urls: Urls;
  /** Whose ids are used. */
  owner: Tenant;
  /** Who uses them. */
  stranger: Tenant;
  sampler: Sampler;
}

/** Every way in which somebody may ask an endpoint for what is another organisation's, or not theirs to ask. */
export function casesOf(endpoint: Endpoint, world: World): Case[] {
  const { stranger } = world;
  const cases = strangersAt(endpoint, stranger).flatMap((caller) => [
    ...pathCases(endpoint, caller, world),
    ...queryCases(endpoint, caller, world),
    ...bodyCases(endpoint, caller, world),
    ...plainCases(endpoint, caller, world),
  ]);
  return endpoint.isOpen ? cases : [...cases, ...ownCases(endpoint, world)];
}

function strangersAt({ service, requirement }: Endpoint, stranger: Tenant): Caller[] {
  const person = stranger.person.caller;
  // The operator sees all organisations where it is about them.
  if (requirement === 'operator') return [stranger.key, person];
  return [stranger.key, stranger.operator, service === 'gateway' ? stranger.client : person];
}

/** What of the owner's own may not be asked: by no one, without the permission, and by a page of another site. */
function ownCases(endpoint: Endpoint, world: World): Case[] {
  const { owner } = world;
  const plain = { endpoint: nameOf(endpoint), request: requestTo(endpoint, world, owner.ids) };
  const cases: Case[] = [{ ...plain, kind: 'no one', caller: NOBODY, expect: 'unauthorized' }];
  const { requirement, service, method } = endpoint;
  if (requirement === null) return cases;
  const refused = { ...plain, kind: 'no permission', expect: 'refused' } as const;
  cases.push({ ...refused, caller: owner.idleKey });
  if (requirement !== 'person' && !isGranted('org_viewer', requirement))
    cases.push({ ...refused, caller: owner.viewer.caller });
  if (method !== 'GET' && service !== 'gateway')
    cases.push({ ...plain, kind: 'another site', caller: owner.person.forged, expect: 'refused' });
  return cases;
}

const isGranted = (role: keyof typeof BUILT_IN_ROLES, requirement: string): boolean =>
  BUILT_IN_ROLES[role].grants.some(({ permission }) => permission === requirement);

/** With each id of the owner in each place of the path, whatever it is of. */
function pathCases(endpoint: Endpoint, caller: Caller, world: World): Case[] {
  if (endpoint.pathParameters.length === 0) return [];
  return world.owner.secrets.map((id) => ({
    endpoint: nameOf(endpoint),
    kind: 'path',
    caller,
    request: requestTo(endpoint, world, Object.fromEntries(endpoint.pathParameters.map((name) => [name, id])), id),
    expect: 'nothing',
  }));
}

function queryCases(endpoint: Endpoint, caller: Caller, world: World): Case[] {
  const parameters = endpoint.queryParameters.filter(({ schema }) => world.sampler.canHoldId(schema));
  return parameters.flatMap(({ name }) =>
    world.owner.secrets.map((id) => {
      const request = requestTo(endpoint, world, world.stranger.ids);
      const url = new URL(request.url);
      url.searchParams.set(name, id);
      return {
        endpoint: nameOf(endpoint),
        kind: 'query',
        caller,
        request: { ...request, url: url.href },
        expect: 'silence',
      };
    }),
  );
}

/** The things around are the stranger's own, so that only the id in the body is not. */
function bodyCases(endpoint: Endpoint, caller: Caller, world: World): Case[] {
  if (endpoint.body === null) return [];
  const sample = bodyOf(endpoint, endpoint.body, world.sampler);
  const base = requestTo(endpoint, world, world.stranger.ids);
  return sample.ids.flatMap((place) =>
    world.owner.secrets.map((id) => ({
      endpoint: nameOf(endpoint),
      kind: 'body' as const,
      caller,
      request: { ...base, body: withId(sample, place, id, world.stranger.ids) },
      // A search for what is another's finds nothing, and says so with 200.
      expect: endpoint.path.endsWith('/search') ? ('silence' as const) : ('nothing' as const),
    })),
  );
}

/** Lists and summaries, of the stranger's own. */
function plainCases(endpoint: Endpoint, caller: Caller, world: World): Case[] {
  if (endpoint.method !== 'GET' || endpoint.pathParameters.length > 0) return [];
  return [
    { endpoint: nameOf(endpoint), kind: 'plain', caller, request: requestTo(endpoint, world, {}), expect: 'silence' },
  ];
}

function requestTo(
  endpoint: Endpoint,
  { urls, sampler }: World,
  ids: Readonly<Record<string, string>>,
  fallback = Object.values(ids)[0] ?? '',
): Request {
  const { service, method, path, body, queryParameters } = endpoint;
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => ids[name] ?? ids[kindOf(path)] ?? fallback);
  const url = new URL(urls[service as keyof Urls] + filled);
  for (const { name, required, schema } of queryParameters) {
    if (required) url.searchParams.set(name, String(sampler.sample(schema, name).value));
  }
  return { method, url: url.href, ...(body === null ? {} : { body: bodyOf(endpoint, body, sampler).value }) };
}

const KINDS: Readonly<Record<string, string>> = {
  orgs: 'organization', members: 'user', users: 'user', teams: 'team', projects: 'project', roles: 'role',
  'role-assignments': 'assignment', 'service-accounts': 'account', keys: 'api_key', 'mcp-servers': 'server',
  'virtual-servers': 'virtual', connections: 'connection', 'sso/connections': 'sso_connection', 'sso/domains': 'sso_domain',
  'sso/scim-tokens': 'scim_token', invitations: 'invitation', sessions: 'session', 'oauth-grants': 'grant',
  'oauth-clients': 'oauth_client', 'token-issuers': 'token_issuer', prices: 'price', channels: 'channel', rules: 'rule',
}; // prettier-ignore

/** What the first parameter of a path is of. */
const kindOf = (path: string): string => KINDS[/((?:sso\/)?[a-z-]+)\/\{/.exec(path)?.[1] ?? ''] ?? '';
