import type { Case } from './cases.js';
import type { Reply } from './caller.js';
import type { Tenant } from './tenant.js';

/** What is wrong with an answer; null where nothing is. */
export function faultOf({ expect, request }: Case, { status, text }: Reply, owner: Tenant): string | null {
  if (status === 0) return 'no answer came';
  if (status >= 500 && status !== 503) return `answered ${status}`;
  const told = toldOf(text, JSON.stringify(request), owner);
  if (told !== null) return `told ${told}`;
  if (expect === 'unauthorized' && status !== 401) return `answered ${status} to no one`;
  if (expect === 'refused' && status !== 403) return `answered ${status} without the permission`;
  if (expect === 'nothing' && status < 400) return `answered ${status} for what is another organisation’s`;
  return null;
}

/** What of the owner's an answer tells that was not in the request. */
function toldOf(text: string, asked: string, { secrets, ids }: Tenant): string | null {
  const told = secrets.find((secret) => !asked.includes(secret) && text.includes(secret));
  if (told === undefined) return null;
  return Object.keys(ids).find((kind) => ids[kind] === told) ?? 'its name';
}
