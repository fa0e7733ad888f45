import { beforeAll, describe, expect, it } from '@jest/globals';
import { addTotp, codeAt, newAccount, PASSWORD } from './accounts.js';
import { AuthClient, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { linkIn, mailTo } from './mailbox.js';
import { Visitor } from './visitor.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;

beforeAll(async () => {
  orgId = await client.createOrganization();
});

/** A link to sign in, asked for by `visitor`. */
async function askForLink(visitor: Visitor, email: string): Promise<string> {
  await visitor.get('/signin');
  await visitor.post('/signin/link', { email });
  return linkIn(await mailTo(stack.mailFolder, email, /^Sign in/));
}

describe('login CSRF', () => {
  it.each([
    ['without a token', { csrf_token: '' }, {}],
    ['with the token of another browser', { csrf_token: 'x'.repeat(43) }, {}],
    ['from another site', {}, { origin: 'https://evil.example' }],
    ['from a page without an origin', {}, { origin: 'null' }],
  ])('is refused %s', async (_what, fields, headers) => {
    const { email } = await newAccount(stack, client, orgId);
    const victim = new Visitor(client);
    await victim.get('/signin');
    const answer = await victim.post('/signin/password', { email, password: PASSWORD, ...fields }, headers);
    expect(answer.status).toBe(403);
    expect(victim.session).toBeUndefined();
  });
});

it('session fixation: a session that was there before is ended, and is not the one that is opened', async () => {
  const attacker = await newAccount(stack, client, orgId);
  const { email } = await newAccount(stack, client, orgId);
  const victim = new Visitor(client);
  victim.cookies.set('__Host-gwo_session', attacker.visitor.session ?? '');
  await victim.enterPassword(email, PASSWORD);
  expect(victim.session).not.toBe(attacker.visitor.session);
  expect(await victim.whoAmI()).toMatchObject({ email });
  expect(await attacker.visitor.whoAmI()).toBeNull();
});

it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
  'open redirect: does not lead to %s',
  async (target) => {
    const { email } = await newAccount(stack, client, orgId);
    expect((await new Visitor(client).enterPassword(email, PASSWORD, target)).location).toBe('/');
  },
);

describe('a link', () => {
  it('link reuse: works once', async () => {
    const { email } = await newAccount(stack, client, orgId);
    const visitor = new Visitor(client);
    const link = await askForLink(visitor, email);
    expect((await visitor.get(link)).status).toBe(303);
    expect((await visitor.get(link)).status).toBe(404);
  });

  it('link in another browser: is not used up by a look, and asks before it signs in', async () => {
    const { email } = await newAccount(stack, client, orgId);
    const link = await askForLink(new Visitor(client), email);
    const scanner = new Visitor(client);
    for (let i = 0; i < 3; i++) expect((await scanner.get(link)).text).toContain('another browser');
    expect(scanner.session).toBeUndefined();
    const elsewhere = new Visitor(client);
    await elsewhere.get(link);
    expect((await elsewhere.post('/signin/link/open', { token: elsewhere.field('token') })).status).toBe(303);
    expect(await elsewhere.whoAmI()).toMatchObject({ email });
  });

  it('is no way around a second factor, and a link to sign in sets no password', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId);
    await addTotp(visitor);
    const other = new Visitor(client);
    const link = await askForLink(other, email);
    const token = new URLSearchParams(link.slice(link.indexOf('?'))).get('token') ?? '';
    await other.get('/signin');
    expect((await other.post('/signin/new-password', { token, password: 'another good long one' })).status).toBe(404);
    expect((await other.get(link)).location).toBe('/signin/verify');
    expect(other.session).toBeUndefined();
  });
});

describe('a second factor', () => {
  it('TOTP replay: takes a code once, and none that is older', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId);
    const { secret } = await addTotp(visitor);
    const code = await codeAt(secret);
    const tryCode = async (given: string) => {
      const other = new Visitor(client);
      await other.enterPassword(email, PASSWORD);
      await other.get('/signin/verify');
      return (await other.post('/signin/verify', { code: given })).status;
    };
    expect([await tryCode(code), await tryCode(code), await tryCode(await codeAt(secret, -1))]).toEqual([
      303, 401, 401,
    ]);
  });

  it('recovery code reuse: takes each once', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId);
    const { codes } = await addTotp(visitor);
    const tryCode = async () => {
      const other = new Visitor(client);
      await other.enterPassword(email, PASSWORD);
      await other.get('/signin/verify');
      return (await other.post('/signin/verify', { code: codes[3] ?? '' })).status;
    };
    expect([await tryCode(), await tryCode()]).toEqual([303, 401]);
  });

  it('MFA step skipped by going to the page directly: there is no session before it', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId);
    await addTotp(visitor);
    const other = new Visitor(client);
    await other.enterPassword(email, PASSWORD);
    expect((await other.get('/account')).location).toMatch(/^\/signin\?/);
    expect((await other.post('/signin/enrol/done', {})).location).toBe('/signin');
    expect((await other.get('/signin/enrol')).location).toBe('/signin');
    expect(other.session).toBeUndefined();
  });

  it('challenge of another person: one’s own code proves nothing for somebody else', async () => {
    const [ann, bob] = [await newAccount(stack, client, orgId), await newAccount(stack, client, orgId)];
    const { secret } = await addTotp(ann.visitor);
    const { codes } = await addTotp(bob.visitor);
    const thief = new Visitor(client);
    await thief.enterPassword(bob.email, PASSWORD);
    await thief.get('/signin/verify');
    expect((await thief.post('/signin/verify', { code: await codeAt(secret) })).status).toBe(401);
    expect((await thief.post('/signin/verify', { code: codes[0] ?? '', user_id: 'x' })).status).toBe(303);
    expect(await thief.whoAmI()).toMatchObject({ email: bob.email });
  });
});

describe('user enumeration', () => {
  const page = async (path: string, email: string, fields: Record<string, string> = {}) => {
    const visitor = new Visitor(client);
    await visitor.get('/signin');
    const startedMs = performance.now();
    const { status, text } = await visitor.post(path, { email, ...fields });
    const plain = text
      .replaceAll(email, 'EMAIL')
      .replaceAll(encodeURIComponent(email), 'EMAIL')
      .replaceAll(/value="[\w-]{43}"|data-options="[^"]*"/g, '');
    return { status, plain, tookMs: performance.now() - startedMs };
  };

  it.each(['/signin', '/signin/password', '/signin/link', '/signin/reset'])('by the answer of %s', async (path) => {
    const { email } = await newAccount(stack, client, orgId);
    const fields = { password: 'wrong wrong wrong' };
    const known = await page(path, email, fields);
    const unknown = await page(path, `${unique()}@example.com`, fields);
    expect([unknown.status, unknown.plain]).toEqual([known.status, known.plain]);
  });

  it('by time: no answer to a guess comes before that to any other', async () => {
    const { email } = await newAccount(stack, client, orgId);
    const fields = { password: 'wrong wrong wrong' };
    for (const who of [email, `${unique()}@example.com`])
      expect((await page('/signin/password', who, fields)).tookMs).toBeGreaterThanOrEqual(395);
  });
});

describe('brute force', () => {
  it('is stopped before anything is computed; who is known here, a link and the right code still get in', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId);
    const guess = async () => {
      const guesser = new Visitor(client);
      return (await guesser.enterPassword(email, 'wrong wrong wrong')).status;
    };
    const answers = await Promise.all(Array.from({ length: 14 }, guess));
    expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(4);
    const stranger = await new Visitor(client).enterPassword(email, PASSWORD);
    expect(stranger.status).toBe(429);
    expect(Number(stranger.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await visitor.enterPassword(email, PASSWORD)).status).toBe(303);
    const other = new Visitor(client);
    expect(await other.get(await askForLink(other, email)).then(({ status }) => status)).toBe(303);
  });

  it('from one address ends for all accounts there, and for no other address', async () => {
    const address = '192.0.2.77';
    const guess = async () => {
      const guesser = new Visitor(client);
      guesser.address = address;
      return (await guesser.enterPassword(`${unique()}@example.com`, 'wrong wrong wrong')).status;
    };
    // What the queue refuses is no guess: it takes several rounds until the address has had its fifty.
    const answers: number[] = [];
    while (!answers.includes(429) && answers.length < 1_000) {
      answers.push(...(await Promise.all(Array.from({ length: 30 }, guess))));
    }
    expect(answers).toContain(429);
    const { email } = await newAccount(stack, client, orgId);
    expect((await new Visitor(client).enterPassword(email, PASSWORD)).status).toBe(303);
  });

  it('of codes ends after ten', async () => {
    const { email, visitor } = await newAccount(stack, client, orgId);
    await addTotp(visitor);
    const thief = new Visitor(client);
    await thief.enterPassword(email, PASSWORD);
    await thief.get('/signin/verify');
    const token = thief.formToken;
    const answers = [];
    for (let i = 0; i < 12; i++)
      answers.push((await thief.post('/signin/verify', { csrf_token: token, code: `00000${i % 10}` })).status);
    expect(answers.slice(-2)).toEqual([429, 429]);
  });
});
