import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ErrorBody, SESSION_COOKIE, type HeldGrant, type PersonSession } from '@gatewayops/contracts';
import { connectRedis } from '@gatewayops/redis';
import { createLogger, createService, parseEnvironment, Public, serviceEnvironment, type RunningService } from '@gatewayops/service'; // prettier-ignore
import { Controller, Delete, Get, Module, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { AccessFixture, keyOf, ORG, principalOf } from '../keys/auth.fixture.js';
import { Requires } from './access-guard.js';
import { AccessModule } from './access-module.js';
import { Caller, Person, type CallerIdentity } from './caller.js';

const OTHER_ORG = '019a0000-0000-7000-8000-000000000009';
const TEAM = '019a0000-0000-7000-8000-0000000000bb';
const SECRET = 's'.repeat(32);

@Controller('/v1/teams')
class TeamController {
  @Get()
  @Requires('teams:read', { narrows: true })
  list(@Caller() { kind, orgId, reach }: CallerIdentity) {
    return { kind, orgId, teams: reach.organization ? 'all' : reach.teamIds };
  }

  @Post()
  @Requires('teams:create')
  create() {
    return {};
  }

  @Delete()
  @Requires('teams:delete', { recentSignIn: true })
  remove() {
    return {};
  }

  @Get('open')
  @Public('it is a fixture')
  open() {
    return {};
  }
}

@Controller('/v1/orgs')
class OrganizationController {
  @Get(':id')
  @Requires('organization:read', { organizationIn: 'id' })
  get(@Param('id', { schema: z.string() }) id: string) {
    return { id };
  }
}

@Controller('/v1/me')
@Requires('person')
class PersonController {
  @Get()
  me(@Person() { userId, orgId }: PersonSession) {
    return { userId, orgId };
  }
}

@Controller('/v1/forgotten')
class ForgottenController {
  @Get()
  list() {
    return {};
  }
}

let fixture: AccessFixture;
let service: RunningService;
const redis: ReturnType<typeof connectRedis>[] = [];

async function start(...controllers: (new () => object)[]): Promise<RunningService> {
  const connect = () => redis[redis.push(connectRedis({ url: fixture.engine.url, name: 'test' })) - 1]!;
  const access = AccessModule.of({
    service: 'gateway', internalSecret: SECRET, adminToken: 'a'.repeat(32), authUrl: fixture.auth.url, redis: connect(),
    subscriber: connect(), checkOrganizations: false,
  }); // prettier-ignore
  class AppModule {}
  Module({ imports: [access], controllers })(AppModule);
  return createService({
    name: 'trace',
    module: AppModule,
    environment: parseEnvironment(z.object(serviceEnvironment), { PORT: '0', INTERNAL_SECRET: SECRET, ADMIN_TOKEN: 'a'.repeat(32) }),
    logger: createLogger({ service: 'trace', level: 'silent' }),
  }); // prettier-ignore
}

beforeAll(async () => {
  fixture = await AccessFixture.start();
  service = await start(TeamController, OrganizationController, PersonController);
}, 60_000);

afterAll(async () => {
  await service.close();
  redis.forEach((client) => client.disconnect());
  await fixture.close();
}, 30_000);

const grant = (permission: string, teamId: string | null = null): HeldGrant => ({
  permission, reach: 'organization', teamId, role: 'test',
}); // prettier-ignore

let serial = 0;
let token: string;
const TOKEN = () => `gws_${String(++serial).padStart(64, 'x')}`;

function signIn(fields: Partial<PersonSession> = {}, ...grants: HeldGrant[]): void {
  token = TOKEN();
  fixture.auth.sessions.set(token, {
    sessionId: 'session', userId: '019a0000-0000-7000-8000-0000000000cc', email: 'ann@example.com', name: null, orgId: ORG,
    access: { teamIds: [], grants, mcp: [], mfaRequired: false, generation: 1 }, hurdle: null, authenticatedAtMs: Date.now(), csrfToken: 'proof', ...fields,
  }); // prettier-ignore
}

beforeEach(() => signIn({}, grant('teams:read')));

async function call(method: string, path: string, headers: Record<string, string> = {}) {
  const cookie = `a=b; ${SESSION_COOKIE}=${token}; c=d`;
  const response = await fetch(service.url + path, {
    method,
    headers: { cookie, 'x-csrf-token': 'proof', ...headers },
  });
  const body = (await response.json()) as unknown;
  const refusal = ErrorBody.safeParse(body);
  return [response.status, refusal.success ? refusal.data.error.code : body];
}

describe('a person', () => {
  it('who lacks a second factor may do nothing in the organisation, and is told so', async () => {
    signIn({ orgId: null, access: null, hurdle: { code: 'mfa_required', orgId: ORG } });
    expect(await call('GET', '/v1/teams')).toEqual([403, 'mfa_required']);
  });

  it('gets in with the permission, and no further than it reaches', async () => {
    expect(await call('GET', '/v1/teams')).toEqual([200, { kind: 'person', orgId: ORG, teams: 'all' }]);
    signIn({}, grant('teams:*', TEAM));
    expect(await call('GET', '/v1/teams')).toEqual([200, { kind: 'person', orgId: ORG, teams: [TEAM] }]);
    expect(await call('POST', '/v1/teams')).toEqual([403, 'insufficient_permissions']);
    signIn({});
    expect(await call('GET', '/v1/teams')).toEqual([403, 'insufficient_permissions']);
  });

  it.each([
    ['no token of the session', { 'x-csrf-token': '' }],
    ['another token', { 'x-csrf-token': 'guess' }],
  ])('changes nothing with %s', async (_what, headers) => {
    signIn({}, grant('*'));
    expect(await call('POST', '/v1/teams', headers)).toEqual([403, 'forbidden']);
    expect((await call('GET', '/v1/teams', headers))[0]).toBe(200);
    expect((await call('POST', '/v1/teams'))[0]).toBe(201);
  });

  it('works in their own organisation only', async () => {
    signIn({}, grant('*'));
    expect((await call('GET', `/v1/orgs/${ORG}`))[0]).toBe(200);
    expect(await call('GET', `/v1/orgs/${OTHER_ORG}`)).toEqual([404, 'not_found']);
    expect(await call('GET', '/v1/teams', { 'x-organization-id': OTHER_ORG })).toEqual([404, 'not_found']);
  });

  it('who belongs to none sees what is about themselves', async () => {
    signIn({ orgId: null, access: null });
    expect((await call('GET', '/v1/me'))[0]).toBe(200);
    expect(await call('GET', '/v1/teams')).toEqual([403, 'insufficient_permissions']);
  });

  it('has to have signed in lately for what cannot be undone', async () => {
    signIn({ authenticatedAtMs: Date.now() - 11 * 60_000 }, grant('*'));
    expect(await call('DELETE', '/v1/teams')).toEqual([403, 'reauthentication_required']);
    signIn({}, grant('*'));
    expect((await call('DELETE', '/v1/teams'))[0]).toBe(200);
  });

  it('is let in nowhere within a second of the end of their session', async () => {
    expect((await call('GET', '/v1/teams'))[0]).toBe(200);
    fixture.auth.sessions.delete(token);
    await sleep(600);
    expect(await call('GET', '/v1/teams')).toEqual([401, 'invalid_token']);
  });

  it('is asked about once where they ask a lot', async () => {
    const before = fixture.auth.validations;
    await Promise.all(Array.from({ length: 20 }, () => call('GET', '/v1/me')));
    expect(fixture.auth.validations - before).toBeLessThanOrEqual(3);
  });

  it.each(['', 'nothing', 'gws_short'])('with the cookie %j is nobody', async (cookie) => {
    const before = fixture.auth.validations;
    token = cookie;
    expect((await call('GET', '/v1/teams'))[0]).toBe(401);
    expect(fixture.auth.validations).toBe(before);
  });
});

describe('what is about a person', () => {
  it('is not for keys and the operator', async () => {
    fixture.auth.principals.set(keyOf('key'), principalOf());
    for (const bearer of [keyOf('key'), 'a'.repeat(32)]) {
      expect(await call('GET', '/v1/me', { authorization: `Bearer ${bearer}` })).toEqual([
        403,
        'insufficient_permissions',
      ]);
    }
  });
});

describe('an endpoint', () => {
  it('that is public asks nothing', async () => {
    token = '';
    expect((await call('GET', '/v1/teams/open'))[0]).toBe(200);
  });

  it('that does not say who may call it does not start', async () => {
    await expect(start(TeamController, ForgottenController)).rejects.toThrow(/ForgottenController\.list/);
  });

  it('is closed to a key that is used from elsewhere', async () => {
    const scopes = { mcp: [], permissions: ['teams:read' as const] };
    fixture.auth.principals.set(keyOf('far'), principalOf({ scopes, allowedAddresses: ['203.0.113.0/24'] }));
    fixture.auth.principals.set(keyOf('near'), principalOf({ scopes, allowedAddresses: ['127.0.0.0/8', '::1'] }));
    expect(await call('GET', '/v1/teams', { authorization: `Bearer ${keyOf('far')}` })).toEqual([403, 'forbidden']);
    expect((await call('GET', '/v1/teams', { authorization: `Bearer ${keyOf('near')}` }))[0]).toBe(200);
  });
});
