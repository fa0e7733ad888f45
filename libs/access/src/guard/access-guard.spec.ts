import { Controller, Get, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ErrorBody } from '@gatewayops/contracts';
import {
  createLogger,
  createService,
  parseEnvironment,
  serviceEnvironment,
  type RunningService,
} from '@gatewayops/service';
import { connectRedis } from '@gatewayops/redis';
import { z } from 'zod';
import { AccessFixture, keyOf, ORG, principalOf } from '../keys/auth.fixture.js';
import { Requires } from './access-guard.js';
import { AccessModule } from './access-module.js';
import { Caller, type CallerIdentity } from './caller.js';

const ADMIN = 'a'.repeat(32);
const OTHER_ORG = '019a0000-0000-7000-8000-000000000009';

@Requires('traces:read')
@Controller('/v1/traces')
class TraceController {
  @Get()
  list(@Caller() caller: CallerIdentity) {
    return { kind: caller.kind, orgId: caller.orgId };
  }

  @Post()
  @Requires('members:create')
  create(@Caller() caller: CallerIdentity) {
    return { kind: caller.kind, orgId: caller.orgId };
  }
}

@Requires('operator')
@Controller('/v1/orgs')
class OrganizationController {
  @Get()
  list() {
    return {};
  }
}

let fixture: AccessFixture;
let service: RunningService;
const redis: ReturnType<typeof connectRedis>[] = [];

beforeAll(async () => {
  fixture = await AccessFixture.start();
  fixture.auth.principals.set(keyOf('reader'), principalOf());
  fixture.auth.principals.set(keyOf('nobody'), principalOf({ scopes: { mcp: [], permissions: ['costs:read'] } }));
  const connect = () => redis[redis.push(connectRedis({ url: fixture.engine.url, name: 'test' })) - 1]!;
  const access = AccessModule.of({
    service: 'gateway',
    internalSecret: 's'.repeat(32),
    adminToken: ADMIN,
    authUrl: fixture.auth.url,
    redis: connect(),
    subscriber: connect(),
    checkOrganizations: false,
  });
  class AppModule {}
  Module({ imports: [access], controllers: [TraceController, OrganizationController] })(AppModule);
  const source = { PORT: '0', INTERNAL_SECRET: 's'.repeat(32), ADMIN_TOKEN: ADMIN };
  service = await createService({
    name: 'trace',
    module: AppModule,
    environment: parseEnvironment(z.object(serviceEnvironment), source),
    logger: createLogger({ service: 'trace', level: 'silent' }),
  });
}, 60_000);

afterAll(async () => {
  await service.close();
  redis.forEach((client) => client.disconnect());
  await fixture.close();
}, 30_000);

const call = async (method: string, path: string, token?: string, orgId?: string) => {
  const headers: Record<string, string> = {};
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  if (orgId !== undefined) headers['x-organization-id'] = orgId;
  const response = await fetch(service.url + path, { method, headers });
  const body = (await response.json()) as unknown;
  const refusal = ErrorBody.safeParse(body);
  return { status: response.status, outcome: refusal.success ? refusal.data.error.code : body };
};

const reader = keyOf('reader');
const nobody = keyOf('nobody');

it.each([
  { who: 'a key with the permission', token: reader, status: 200, outcome: { kind: 'key', orgId: ORG } },
  {
    who: 'a key naming another organisation',
    token: reader,
    orgId: OTHER_ORG,
    status: 200,
    outcome: { kind: 'key', orgId: ORG },
  },
  { who: 'a key without it', token: nobody, status: 403, outcome: 'insufficient_permissions' },
  { who: 'an unknown key', token: keyOf('unknown'), status: 401, outcome: 'invalid_token' },
  { who: 'anything else', token: 'secret', status: 401, outcome: 'invalid_token' },
  { who: 'nothing', status: 401, outcome: 'unauthorized' },
  { who: 'the admin token', token: ADMIN, orgId: OTHER_ORG, status: 200, outcome: { kind: 'admin', orgId: OTHER_ORG } },
  { who: 'the admin token without organisation', token: ADMIN, status: 400, outcome: 'validation_error' },
  { who: 'the admin token with a malformed one', token: ADMIN, orgId: 'me', status: 400, outcome: 'validation_error' },
  { who: 'a key for an admin', method: 'POST', token: reader, status: 403, outcome: 'insufficient_permissions' },
  { who: 'an admin', method: 'POST', token: ADMIN, orgId: ORG, status: 201, outcome: { kind: 'admin', orgId: ORG } },
  { who: 'the operator', path: '/v1/orgs', token: ADMIN, status: 200, outcome: {} },
  { who: 'a key for the operator', path: '/v1/orgs', token: reader, status: 403, outcome: 'insufficient_permissions' },
])('$who', async ({ method = 'GET', path = '/v1/traces', token, orgId, status, outcome }) => {
  expect(await call(method, path, token, orgId)).toEqual({ status, outcome });
});
