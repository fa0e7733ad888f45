import { z } from 'zod';
import { addressOf } from '../sso/oidc/oidc-claims.js';
import { booleanOf, stepsOf, valueIn, type PatchStep, type ScimPatch } from './scim-patch.js';
import { invalid } from './scim-problem.js';

/** What we keep of a SCIM user; what is undefined was not said. */
export interface UserChange {
  userName?: string;
  externalId?: string | null;
  displayName?: string | null;
  givenName?: string | null;
  familyName?: string | null;
  email?: string;
  active?: boolean;
}

/** A user as sent. What we do not keep (titles, telephone numbers, extensions) is taken and left out. */
export const ScimUserBody = z.record(z.string().max(200), z.unknown());
export type ScimUserBody = z.infer<typeof ScimUserBody>;

const TEXT_MAX = 255;

/** @throws ScimProblem */
export function changeOfBody(body: ScimUserBody): UserChange {
  const steps = Object.entries(body).map(([name, value]): PatchStep => ({
    op: 'replace',
    path: name.toLowerCase(),
    selector: null,
    value,
  }));
  return changeOf(steps.filter(({ path }) => path !== 'schemas' && path !== 'id' && path !== 'meta'));
}

export const changeOfPatch = (patch: ScimPatch): UserChange => changeOf(stepsOf(patch));

function changeOf(steps: readonly PatchStep[]): UserChange {
  const change: UserChange = {};
  let formatted: string | null | undefined;
  for (const { op, path, value } of steps) {
    const given = op === 'remove' ? null : value;
    if (path === 'active') change.active = op === 'remove' ? true : booleanOf(value);
    else if (path === 'username') change.userName = needed(given, 'userName');
    else if (path === 'externalid') change.externalId = textOf(given, path);
    else if (path === 'displayname') change.displayName = textOf(given, path);
    else if (path === 'name') formatted = setName(change, given) ?? formatted;
    else if (path === 'name.givenname') change.givenName = textOf(given, path);
    else if (path === 'name.familyname') change.familyName = textOf(given, path);
    else if (path === 'name.formatted') formatted = textOf(given, path);
    else if ((path === 'emails' || path === 'emails.value') && given !== null) change.email = emailOf(given);
  }
  // What a person is called: by the first of these that was said.
  const called = [change.givenName, change.familyName].filter((part) => part).join(' ');
  if (change.displayName === undefined && (formatted || called)) change.displayName = formatted || called;
  return change;
}

function setName(change: UserChange, value: unknown): string | null | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const parts = Object.fromEntries(Object.entries(value).map(([name, part]) => [name.toLowerCase(), part as unknown]));
  if ('givenname' in parts) change.givenName = textOf(parts['givenname'], 'name.givenName');
  if ('familyname' in parts) change.familyName = textOf(parts['familyname'], 'name.familyName');
  return 'formatted' in parts ? textOf(parts['formatted'], 'name.formatted') : undefined;
}

/** The primary address, else the one of work, else the first. */
function emailOf(value: unknown): string {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const of = (test: (entry: Record<string, unknown>) => boolean) =>
    list.find((entry) => typeof entry === 'object' && entry !== null && test(entry as Record<string, unknown>));
  const chosen =
    of(({ primary }) => String(primary).toLowerCase() === 'true') ?? of(({ type }) => type === 'work') ?? list[0];
  const email = addressOf(valueIn(chosen));
  if (email === null) throw invalid('invalidValue', 'There is no e-mail address in `emails`.');
  return email;
}

function textOf(value: unknown, name: string): string | null {
  const plain = valueIn(value);
  if (plain === null || plain === undefined || plain === '') return null;
  if (typeof plain === 'string' && plain.length <= TEXT_MAX && /^\P{Cc}*$/u.test(plain)) return plain;
  throw invalid('invalidValue', `\`${name}\` has to be a text of at most ${TEXT_MAX} characters.`);
}

function needed(value: unknown, name: string): string {
  const text = textOf(value, name);
  if (text === null) throw invalid('invalidValue', `\`${name}\` is needed.`);
  return text;
}
