import { choosePort } from '@gatewayops/engines';
import { startChromium } from '@gatewayops/testing/chromium';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeAt, PASSWORD } from './accounts.js';
import { AuthClient, unique } from './auth-client.js';
import { startAuth, type AuthProcess } from './auth-process.js';
import { useAuthStack } from './auth-stack.js';
import { linkIn, mailTo } from './mailbox.js';
import { challengeOf, GATEWAY, newVerifier, OAuthFlow, REDIRECT } from './oauth-flow.js';

const stack = useAuthStack();
const NOTE = 'Ask <desk@example.com> for an invitation.';
type Chromium = Awaited<ReturnType<typeof startChromium>>;
type Page = Awaited<ReturnType<Chromium['newPage']>>;
/** The service under the origin that it believes to have: passkeys and cookies are bound to it. */
let origin: string;
let auth: AuthProcess;
let client: AuthClient;
let chromium: Chromium;
let orgId: string;

beforeAll(async () => {
  const port = await choosePort(undefined, 'a test');
  origin = `http://localhost:${port}`;
  [auth, chromium] = await Promise.all([
    startAuth({
      ...stack.environment,
      PORT: String(port),
      PUBLIC_URL: origin,
      DASHBOARD: 'served',
      SIGN_IN_NOTE: NOTE,
    }),
    startChromium(),
  ]);
  client = new AuthClient(stack, auth.url);
  orgId = await client.createOrganization();
}, 180_000);
afterAll(async () => {
  await chromium?.close();
  await auth?.stop();
});

/** A window of a browser of its own, with an authenticator that knows its owner's finger. */
async function open(): Promise<Page> {
  const page = await (await chromium.newContext()).newPage();
  page.setDefaultTimeout(20_000);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  }); // prettier-ignore
  return page;
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

/** Opens the invitation of somebody new; gives their address. */
async function beInvited(page: Page): Promise<string> {
  const email = `${unique()}@example.com`;
  await client.call('POST', '/v1/invitations', { orgId, body: { email } });
  await page.goto(origin + linkIn(await mailTo(stack.mailFolder, email, /^Join /)));
  await page.getByLabel('Your name').fill('Ann');
  return email;
}

async function joinWithPassword(page: Page): Promise<string> {
  const email = await beInvited(page);
  await page.getByLabel('New password').fill(PASSWORD);
  await press(page, 'Join');
  await heading(page, 'Your account');
  return email;
}

async function joinWithPasskey(page: Page): Promise<string> {
  const email = await beInvited(page);
  await press(page, /Join without a password/);
  await createPasskey(page);
  return email;
}

/** On a page that offers it; goes on to the account. */
async function createPasskey(page: Page): Promise<void> {
  await page.getByLabel('Name of the passkey').fill('Laptop');
  await press(page, 'Create a passkey');
  await heading(page, 'Keep your recovery codes');
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await heading(page, 'Your account');
}

async function signOut(page: Page): Promise<void> {
  await page.goto(`${origin}/account`);
  await press(page, 'Sign out');
  await heading(page, 'Sign in');
}

/** With the keyboard alone: the field that is asked for has the focus. */
async function typePassword(page: Page, email: string): Promise<void> {
  await page.goto(`${origin}/signin`);
  await typeInto(page, 'E-mail address', email);
  await typeInto(page, 'Password', PASSWORD);
}

async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).and(page.locator(':focus')).waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

it('invitation, password, authenticator app, and a recovery code when it is lost', async () => {
  const page = await open();
  const email = await joinWithPassword(page);
  await signOut(page);
  await typePassword(page, email);
  await heading(page, 'Your account');
  await page.getByRole('link', { name: 'Set up an authenticator app' }).click();
  await page.getByText('Type the secret instead').click();
  const secret = (await page.locator('p.code').innerText()).replaceAll(/\s/g, '');
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await press(page, 'Set it up');
  expect(await page.getByRole('alert').first().innerText()).toContain('not right');
  await page.getByLabel('Code', { exact: true }).fill(await codeAt(secret, -1));
  await press(page, 'Set it up');
  await heading(page, 'Keep your recovery codes');
  const [recovery = ''] = await page.locator('ol.codes code').allInnerTexts();
  await signOut(page);

  await typePassword(page, email);
  await heading(page, 'One more step');
  await typeInto(page, 'Code from your authenticator app', await codeAt(secret));
  await heading(page, 'Your account');
  await signOut(page);

  await typePassword(page, email);
  await page.getByText('Use a recovery code').click();
  await page.getByLabel('Recovery code').fill(recovery);
  await page.getByRole('button', { name: 'Continue' }).last().click();
  await heading(page, 'Your account');
  expect(await page.getByText('9 left').count()).toBe(1);
});

describe('a passkey', () => {
  it('is made in place of a password, and is enough to sign in', async () => {
    const page = await open();
    const email = await joinWithPasskey(page);
    expect(await page.getByText('None: you use a link by e-mail or a passkey').count()).toBe(1);
    await signOut(page);
    expect(await page.getByText(NOTE).count()).toBe(1);
    await press(page, 'Sign in with a passkey');
    await heading(page, 'Your account');
    expect(await page.locator('.who').innerText()).toContain(email);
    expect(await page.getByRole('link', { name: 'Go to the dashboard' }).getAttribute('href')).toBe('/');
  });

  it('passkey of another person: is refused as the second factor of somebody', async () => {
    const page = await open();
    const email = await joinWithPassword(page);
    await page.getByRole('link', { name: 'Add a passkey' }).click();
    await createPasskey(page);
    const thief = await open();
    await joinWithPasskey(thief);
    await signOut(thief);
    await typePassword(thief, email);
    await heading(thief, 'One more step');
    // The page asks for the owner's passkeys by name; the thief's browser is made to offer what it has.
    await thief.locator('form[data-passkey]').evaluate((form) => {
      const { dataset } = form as unknown as { dataset: { options: string } };
      dataset.options = JSON.stringify({ ...JSON.parse(dataset.options), allowCredentials: [] });
    });
    await press(thief, 'Use your passkey');
    await thief.getByText('This passkey was not accepted.').waitFor();
    await thief.goto(`${origin}/account`);
    expect(new URL(thief.url()).pathname).toBe('/signin');
    await heading(thief, 'Sign in');
  });
});

describe('a client that asks for consent', () => {
  it.each([
    ['Allow', 'code'],
    ['Deny', 'error'],
  ])('%s: goes back to the client with its %s', async (button, parameter) => {
    const page = await open();
    await joinWithPassword(page);
    await page.context().route('https://client.example/**', (route) => route.fulfill({ body: 'the client' }));
    const { client_id } = await OAuthFlow.register(client, { client_name: 'Desk assistant' });
    const query = new URLSearchParams({
      response_type: 'code', client_id, redirect_uri: REDIRECT, state: 'here', scope: 'mcp', resource: `${GATEWAY}/v1/mcp`,
      code_challenge: challengeOf(newVerifier()), code_challenge_method: 'S256',
    }); // prettier-ignore
    await page.goto(`${origin}/oauth/authorize?${query.toString()}`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Desk assistant');
    await press(page, button);
    await page.waitForURL('https://client.example/**');
    const landed = new URL(page.url()).searchParams;
    expect([landed.has(parameter), landed.get('state')]).toEqual([true, 'here']);
  });
});
