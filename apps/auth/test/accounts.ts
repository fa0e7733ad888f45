import { CSRF_FIELD, type IssuedInvitation } from '@gatewayops/contracts';
import { generate } from 'otplib';
import { unique, type AuthClient } from './auth-client.js';
import { linkIn, mailTo } from './mailbox.js';
import type { StackState } from './stack-state.js';
import { Visitor } from './visitor.js';

export const PASSWORD = 'correct horse battery staple';

/** Somebody who was invited, has accepted with a password, and is signed in. */
export interface Account {
  email: string;
  visitor: Visitor;
}

export async function newAccount(
  stack: StackState,
  client: AuthClient,
  orgId: string,
  role = 'org_member',
  email = `${unique()}@example.com`,
): Promise<Account> {
  await client.call<IssuedInvitation>('POST', '/v1/invitations', { orgId, body: { email, role } });
  const link = linkIn(await mailTo(stack.mailFolder, email, /^Join /));
  const visitor = new Visitor(client);
  await visitor.get(link);
  const answer = await visitor.post(`${link}/new`, { name: 'Ann', way: 'password', password: PASSWORD });
  if (answer.status !== 303) throw new Error(`the invitation was not accepted: ${answer.status} ${answer.text}`);
  await visitor.get('/account');
  return { email, visitor };
}

/** Sets up an authenticator app; gives its secret and the recovery codes. */
export async function addTotp(visitor: Visitor): Promise<{ secret: string; codes: string[] }> {
  const { text } = await visitor.get('/account/totp');
  const secret = (/<p class="code">([A-Z2-7 ]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '');
  const fields = { sealed: visitor.field('sealed'), [CSRF_FIELD]: visitor.formToken };
  const answer = await visitor.post('/account/totp', { ...fields, code: await codeAt(secret, -1) });
  const codes = [...answer.text.matchAll(/<code>([a-z0-9-]+)<\/code>/g)].map(([, code]) => code ?? '');
  if (codes.length !== 10) throw new Error(`no recovery codes: ${answer.status} ${answer.text}`);
  return { secret, codes };
}

/** The code that an app shows `steps` of thirty seconds from now. */
export const codeAt = (secret: string, steps = 0): Promise<string> =>
  generate({ secret, epoch: Math.floor(Date.now() / 1000) + steps * 30 });
