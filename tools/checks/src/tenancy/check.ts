import { progress, type Findings, type StackSecrets } from '@gatewayops/tool-launcher';
import { ask, type Urls } from './caller.js';
import { casesOf, type Case } from './cases.js';
import { apiOf, type ServiceApi } from './coverage.js';
import { nameOf, type Endpoint } from './document.js';
import { faultOf } from './judge.js';
import { Sampler } from './sample.js';
import { casesOfRoute } from './route-cases.js';
import { differencesOf, snapshotOf } from './snapshot.js';
import { makeTenant, type Place, type Tenant } from './tenant.js';

const AT_ONCE = 8;
const FAULTS_SHOWN_MAX = 40;

type World = { urls: Urls; owner: Tenant; stranger: Tenant };

/** Asks all that can be asked, and says what came of it. */
export async function checkTenancy(
  place: Place,
  secrets: StackSecrets,
  { lines, figures }: Findings,
): Promise<boolean> {
  const { urls } = place;
  const names = Object.keys(urls) as (keyof Urls)[];
  const apis = await Promise.all(names.map((name) => apiOf(name, urls, secrets.internalSecret)));
  progress('making two organisations with one of everything');
  const owner = await makeTenant(place);
  const stranger = await makeTenant(place);
  const cases = apis.flatMap((api) => casesOfApi(api, { urls, owner, stranger }));
  const before = await snapshotOf(apis, urls, owner);
  const asked = await askInTurn(cases, owner);
  const faults = [...asked.flatMap(({ fault }) => fault ?? []), ...idleOf(asked)];
  faults.push(
    ...(await unableOf(stranger, urls)),
    ...(await askInternals(apis, urls, owner)),
    ...(await blindOf(apis, urls, owner)),
  );
  faults.push(...differencesOf(before, await snapshotOf(apis, urls, owner)));
  const unknown = apis.flatMap((api, index) =>
    api.unknown.map(({ method, path }) => `${names[index]} ${method} ${path}`),
  );
  const known = apis.reduce((sum, { endpoints }) => sum + endpoints.length, 0);
  const excepted = apis.reduce((sum, each) => sum + each.excepted.length, 0);
  const endpoints = new Set(cases.map((each) => each.endpoint)).size;
  Object.assign(figures, { endpoints: known, excepted, asked: endpoints, cases: cases.length, leaks: faults.length, unknown: unknown.length }); // prettier-ignore
  lines.push(
    ...faults.slice(0, FAULTS_SHOWN_MAX),
    ...unknown.map((route) => `in no API document and on no list: ${route}`),
    `${known} endpoints in API documents and ${excepted} beside them, ${endpoints} asked; ${cases.length} cases, ${faults.length} leaks`,
    ...countsOf(cases),
  );
  return faults.length === 0 && unknown.length === 0 && endpoints > 0 && cases.length > known;
}

const casesOfApi = ({ endpoints, schemas, excepted }: ServiceApi, world: World): Case[] => [
  ...endpoints.flatMap((endpoint) => casesOf(endpoint, { ...world, sampler: new Sampler(schemas) })),
  ...excepted.flatMap((route) => casesOfRoute(route, world)),
];

const countsOf = (cases: readonly Case[]): string[] =>
  [...Map.groupBy(cases, ({ kind }) => kind)].map(([kind, all]) => `  ${kind}: ${all.length}`);

/**
 * What a stranger asks for by another's id stands in the stranger's own traces and audit log afterwards: what shows those comes
 * first.
 */
async function askInTurn(cases: readonly Case[], owner: Tenant): Promise<Asked[]> {
  const turnOf = ({ kind }: Case) => (kind === 'plain' ? 0 : kind === 'query' ? 1 : 2);
  const asked: Asked[] = [];
  for (const turn of [0, 1, 2]) asked.push(...(await askAll(cases.filter((each) => turnOf(each) === turn), owner))); // prettier-ignore
  return asked;
}

interface Asked {
  of: Case;
  status: number;
  fault: string | null;
}

async function askAll(cases: readonly Case[], owner: Tenant): Promise<Asked[]> {
  progress(`asking ${cases.length} times`);
  const asked: Asked[] = [];
  const waiting = [...cases];
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const reply = await ask(next.caller, next.request);
      const fault = faultOf(next, reply, owner);
      asked.push({ of: next, status: reply.status, fault: fault && `${wordsOf(next)}: ${fault}` });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return asked;
}

const wordsOf = ({ endpoint, caller, kind, request }: Case): string =>
  `${endpoint} as ${caller.name} (${kind}), ${request.url} ${JSON.stringify(request.body ?? request.form ?? null)}`;

/** Endpoints whose bodies were all refused before anybody looked at the ids in them: those cases have shown nothing. */
function idleOf(asked: readonly Asked[]): string[] {
  const bodies = Map.groupBy(asked.filter(({ of }) => of.kind === 'body'), ({ of }) => of.endpoint); // prettier-ignore
  return [...bodies]
    .filter(([, all]) => all.every(({ status }) => status === 400 || status === 415))
    .map(([endpoint]) => `${endpoint}: no body was taken, so that nothing was checked`);
}

/** Endpoints that show their own organisation nothing either, by none of its ids: those cases have shown nothing. */
async function blindOf(apis: readonly ServiceApi[], urls: Urls, owner: Tenant): Promise<string[]> {
  const faults: string[] = [];
  for (const api of apis) {
    const sampler = new Sampler(api.schemas);
    for (const endpoint of api.endpoints.filter(isReadById)) {
      const cases = casesOf(endpoint, { urls, owner, stranger: owner, sampler }).filter(({ kind }) => kind === 'path');
      const statuses = await Promise.all(cases.map(async ({ caller, request }) => (await ask(caller, request)).status));
      if (!statuses.some((status) => status < 300))
        faults.push(`${nameOf(endpoint)}: found for none of the ids that there are`);
    }
  }
  return faults;
}

/** What shows something by an id that an organisation was given here; calls and their traces were not made. */
const isReadById = ({ method, pathParameters, requirement, path }: Endpoint): boolean =>
  method === 'GET' &&
  pathParameters.length > 0 &&
  requirement !== null &&
  requirement !== 'person' &&
  !/trace|incident|document/.test(path);

/** Callers who may not even see what is their own: their cases have shown nothing. */
async function unableOf({ key, operator, person, client, scim }: Tenant, urls: Urls): Promise<string[]> {
  const own = [
    ...[key, operator, person.caller].map((caller) => ({
      caller,
      method: 'GET',
      url: `${urls.auth}/v1/sso/connections`,
    })),
    { caller: scim, method: 'GET', url: `${urls.auth}/scim/v2/Users` },
    { caller: client, method: 'POST', url: `${urls.gateway}/v1/mcp`, body: { jsonrpc: '2.0', id: 1, method: 'ping' } },
  ];
  const asked = await Promise.all(
    own.map(async ({ caller, ...request }) => ({ caller, ...(await ask(caller, request)) })),
  );
  return asked.filter(({ status }) => status !== 200).map(({ caller, status }) => `${caller.name} is answered with ${status} about what is their own`); // prettier-ignore
}

/** Addresses for services are closed to everybody else, whatever they have. */
async function askInternals(apis: readonly ServiceApi[], urls: Urls, owner: Tenant): Promise<string[]> {
  const faults: string[] = [];
  const routes = apis.flatMap(({ excepted }) => excepted).filter(({ askedAs }) => askedAs === 'internal');
  const callers = [{ name: 'no one', headers: {} }, owner.operator, owner.key, owner.person.caller];
  for (const { service, method, path } of routes) {
    const url = urls[service] + path.replaceAll(/\{[^}]+\}/g, owner.orgId);
    for (const caller of callers) {
      const { status } = await ask(caller, { method, url, ...(method === 'GET' ? {} : { body: {} }) });
      if (status !== 401 && status !== 403)
        faults.push(`${service} ${method} ${path} answered ${status} to ${caller.name}`);
    }
  }
  return faults;
}
