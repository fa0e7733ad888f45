import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readIfThere, StartError, writeWhole } from '@gatewayops/engines';
import { z } from 'zod';
import type { AdminApi } from '../admin-api.js';

const EMAIL = 'demo@example.com';
/** Said where people sign in. The password is for whoever started it. */
export const DEMO_NOTE = `This is a demo. Sign in as ${EMAIL}; the password is where GatewayOps was started.`;
const TIMEOUT_MS = 15_000;

/** Who signs in to look around. */
export const DemoPerson = z.object({ email: z.string(), password: z.string() });
export type DemoPerson = z.infer<typeof DemoPerson>;

const Member = z.object({ user_id: z.string(), email: z.string() });
const Invitation = z.looseObject({ link: z.string() });

/**
 * The demo organisation's administrator: invited, and accepted with a password that is made here and kept in
 * `<dataDir>/demo-person.json` (mode 0600). Null for the sign-in of somebody whose password is not kept.
 */
export async function ensurePerson(
  api: AdminApi,
  { authUrl, dataDir }: { authUrl: string; dataDir: string },
): Promise<{ userId: string; signIn: DemoPerson | null }> {
  const find = () => api.find(`${authUrl}/v1/members`, Member, ({ email }) => email === EMAIL);
  const path = join(dataDir, 'demo-person.json');
  const kept = DemoPerson.safeParse(JSON.parse((await readIfThere(path)) ?? 'null'));
  const there = await find();
  if (there !== undefined) return { userId: there.user_id, signIn: kept.data ?? null };
  const signIn = { email: EMAIL, password: randomBytes(15).toString('base64url') };
  // First: a password that was set and is not kept lets nobody in.
  await writeWhole(path, `${JSON.stringify(signIn, null, 2)}\n`);
  const { link } = await api.send('POST', `${authUrl}/v1/invitations`, { email: EMAIL, role: 'org_admin' }, Invitation);
  await accept(authUrl + new URL(link).pathname, signIn.password);
  const member = await find();
  if (member === undefined) throw new StartError('The demo person did not become a member.');
  return { userId: member.user_id, signIn };
}

/** As the page of an invitation would. */
async function accept(url: string, password: string): Promise<void> {
  const shown = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const cookie = shown.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const token = /name="csrf_token" value="([^"]*)"/.exec(await shown.text())?.[1] ?? '';
  const body = new URLSearchParams({ csrf_token: token, name: 'Demo person', way: 'password', password });
  const request = { method: 'POST', redirect: 'manual', headers: { cookie }, body } as const;
  const { status } = await fetch(`${url}/new`, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (status !== 303) throw new StartError(`The demo person's invitation was not accepted: HTTP ${status}.`);
}
