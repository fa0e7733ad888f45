import { CSRF_HEADER, CurrentSession, IssuedInvitation } from '@gatewayops/contracts';
import { ask, type Caller, type Urls } from './caller.js';
import { Visitor } from './visitor.js';

const PASSWORD = 'correct horse battery staple of the check';

/** Somebody with a session, who came in as people do: by an invitation, and by the sign-in page. */
export interface Person {
  caller: Caller;
  /** The same browser as a page of another site would use it: with its cookies, without the token of its forms. */
  forged: Caller;
  visitor: Visitor;
  userId: string;
  sessionId: string;
  csrfToken: string;
}

/** Has a new person of the inviter's organisation sign in. @throws Error where that cannot be done */
export async function signInPerson(
  urls: Urls,
  inviter: Caller,
  who: { name: string; email: string; role: string },
): Promise<Person> {
  const { email, role } = who;
  const invited = await ask(inviter, { method: 'POST', url: `${urls.auth}/v1/invitations`, body: { email, role } });
  const { link } = IssuedInvitation.parse(JSON.parse(invited.text));
  if (link === null) throw new Error('the invitation went by mail, which this check does not read');
  const { origin, pathname } = new URL(link);
  const visitor = await acceptAndSignIn(new Visitor(urls.auth, origin), pathname, email);
  const { cookie } = visitor;
  const forged = { name: `${who.name} whom another site has sent here`, headers: { cookie } };
  const session = CurrentSession.parse(await read(forged, `${urls.auth}/v1/auth/session`));
  const { csrf_token: csrfToken, id: sessionId } = session;
  const caller = { name: who.name, headers: { cookie, [CSRF_HEADER]: csrfToken } };
  return { caller, forged, visitor, userId: session.user.id, sessionId, csrfToken };
}

/** With the password in another browser than the one that took the invitation. */
async function acceptAndSignIn(first: Visitor, link: string, email: string): Promise<Visitor> {
  await first.open(link);
  const joined = await first.open(`${link}/new`, { name: email, way: 'password', password: PASSWORD });
  if (joined.status !== 200) throw new Error(`the invitation was answered with ${joined.status}`);
  const visitor = first.anew();
  await visitor.open('/signin');
  const signedIn = await visitor.open('/signin/password', { email, password: PASSWORD, return_to: '/account' });
  if (signedIn.status !== 200 || signedIn.url.pathname !== '/account')
    throw new Error(`the sign-in ended at ${signedIn.url.pathname} with ${signedIn.status}`);
  return visitor;
}

async function read(caller: Caller, url: string): Promise<unknown> {
  const { status, text } = await ask(caller, { method: 'GET', url });
  if (status !== 200) throw new Error(`GET ${url} answered ${status} ${text}`);
  return JSON.parse(text);
}
