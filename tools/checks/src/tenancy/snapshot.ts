import { ask, type Caller, type Urls } from './caller.js';
import type { ServiceApi } from './coverage.js';
import { nameOf } from './document.js';
import type { Tenant } from './tenant.js';

/** What goes on by itself: audit logs and uses, and when something was used or seen last. */
const GOES_ON = /audit|traces|costs/;
const TIMES = /"(?:last_\w+_at|\w*checked_at)":(?:"[^"]*"|null)|<time [^>]*>[^<]*<\/time>/g;

/** All that the owner's lists show, as text by where it was read. */
export async function snapshotOf(apis: readonly ServiceApi[], urls: Urls, owner: Tenant): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const read = async (name: string, caller: Caller, url: string): Promise<void> => {
    const { status, text } = await ask(caller, { method: 'GET', url });
    if (status === 200) texts.set(name, text.replaceAll(TIMES, ''));
  };
  const lists = apis
    .flatMap(({ endpoints }) => endpoints)
    .filter(
      ({ method, pathParameters, requirement }) =>
        method === 'GET' && pathParameters.length === 0 && requirement !== null,
    ) // prettier-ignore
    .filter(({ path }) => !GOES_ON.test(path));
  for (const endpoint of lists) {
    const caller = endpoint.requirement === 'person' ? owner.person.caller : owner.operator;
    await read(nameOf(endpoint), caller, urls[endpoint.service as keyof Urls] + endpoint.path);
  }
  for (const list of ['Users', 'Groups']) await read(`auth GET /scim/v2/${list}`, owner.scim, `${urls.auth}/scim/v2/${list}`); // prettier-ignore
  await read('auth GET /account', owner.person.caller, `${urls.auth}/account`);
  return texts;
}

/** Where two snapshots differ. */
export const differencesOf = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `what the organisation has was changed: ${name} shows ${differenceOf(before.get(name), after.get(name))}`); // prettier-ignore

const SHOWN = 200;

/** The two texts from where they part. */
function differenceOf(before = 'nothing', after = 'nothing'): string {
  const length = Math.min(before.length, after.length);
  let at = 0;
  while (at < length && before[at] === after[at]) at++;
  const from = Math.max(0, at - 60);
  return `${after.slice(from, from + SHOWN)} and no more ${before.slice(from, from + SHOWN)}`;
}
