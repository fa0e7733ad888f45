import { homedir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { withConnection } from '@gatewayops/postgres/connection';
import { freePorts, Stack } from '@gatewayops/tool-launcher';
import { Agent } from 'undici';
import { z } from 'zod';
import { Mails } from './mails.js';
import { SoftwarePasskey } from './software-passkey.js';
import { Visitor } from './visitor.js';

const PEOPLE = 1_000;
const AT_ONCE = 16;
const PASSWORD = 'correct horse battery staple';
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const Made = z.looseObject({ id: z.string().optional(), user_id: z.string().optional() });

export interface Account {
  readonly userId: string;
  readonly email: string;
}

/** Somebody whose account is attacked, in a browser where they have signed in before. */
export interface Owner extends Account {
  readonly password: string;
  readonly passkey: SoftwarePasskey;
  readonly browser: Visitor;
}

/** The auth service with a thousand people who have a password each. */
export class System {
  private constructor(
    private readonly stack: Stack,
    readonly mails: Mails,
    readonly accounts: readonly Account[],
    readonly dispatcher: Agent,
    private readonly publicUrl: string,
  ) {}

  static async start(folder: string): Promise<System> {
    const mails = new Mails();
    const ports = await freePorts();
    const environment = { auth: { SMTP_URL: await mails.start(), TRUSTED_PROXIES: '127.0.0.0/8' } };
    const cacheDir = join(homedir(), '.cache', 'gatewayops');
    const stack = await Stack.start({ dataDir: join(folder, 'data'), cacheDir, ports, services: ['auth'], environment, logLevel: 'warn' }); // prettier-ignore
    try {
      const { id: orgId = '' } = await ask(stack, null, '/v1/orgs', { name: 'Attacked' });
      const accounts = await addPeople(stack, orgId);
      return new System(stack, mails, accounts, new Agent({ connections: 64 }), `http://localhost:${ports.auth}`);
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  get authUrl(): string {
    return this.stack.urlOf('auth');
  }

  visitor(address?: string): Visitor {
    return new Visitor(this.authUrl, this.dispatcher, address);
  }

  /** Gives an account a passkey and signs its owner in, so that their browser is known. */
  async ownerOf(account: Account): Promise<Owner> {
    const passkey = new SoftwarePasskey(this.publicUrl);
    const browser = await this.signIn(account);
    await withConnection(this.stack.urls.database, (connection) =>
      connection.query(
        `INSERT INTO person_passkeys (user_id, credential_id, public_key, counter, name, backed_up) VALUES ($1, $2, $3, 0, 'check', true)`,
        [account.userId, passkey.credentialId, passkey.publicKey],
      ),
    );
    return { ...account, password: PASSWORD, passkey, browser };
  }

  /** A browser in which somebody is signed in. */
  async signIn({ email }: Account): Promise<Visitor> {
    const browser = this.visitor();
    await browser.get('/signin');
    const { status } = await browser.post('/signin/password', { email, password: PASSWORD, return_to: '/account' });
    if (status !== 303) throw new Error(`${email} could not sign in: HTTP ${status}`);
    return browser;
  }

  async stop(): Promise<void> {
    await this.dispatcher.destroy();
    await this.stack.stop();
    await this.mails.stop();
  }
}

async function addPeople(stack: Stack, orgId: string): Promise<Account[]> {
  const accounts: Account[] = [];
  let next = 0;
  const work = async () => {
    while (next < PEOPLE) {
      const email = `person-${next++}@example.com`;
      const { user_id: userId = '' } = await ask(stack, orgId, '/v1/members', { email });
      accounts.push({ userId, email });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // One hash for all: to make a thousand takes longer than an attack.
  const stored = await hash(PASSWORD, COST);
  const statement = 'INSERT INTO person_passwords (user_id, hash) SELECT unnest($1::uuid[]), $2';
  await withConnection(stack.urls.database, (connection) =>
    connection.query(statement, [accounts.map(({ userId }) => userId), stored]),
  );
  return accounts;
}

async function ask(stack: Stack, orgId: string | null, path: string, body: object) {
  const answer = await fetch(`${stack.urlOf('auth')}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stack.secrets.adminToken}`,
      'content-type': 'application/json',
      ...(orgId === null ? {} : { 'x-organization-id': orgId }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${path}: HTTP ${answer.status} ${await answer.text()}`);
  return Made.parse(await answer.json());
}
