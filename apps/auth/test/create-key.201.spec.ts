import { describe, expect, it } from '@jest/globals';
import { API_KEY_PATTERN, IssuedApiKey } from '@gatewayops/contracts';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);

describe('POST /v1/auth/keys: 201', () => {
  it('shows the secret once, and never again', async () => {
    const orgId = await client.createOrganization();
    const scopes = { mcp: [{ server: 'files-*', tools: ['read_*'] }], permissions: ['traces:read'] };
    const body = { name: 'Agent', environment: 'dev', agent_name: 'crawler', scopes, rate_limit: { rps: 7, burst: 3 } };
    const answer = await client.call('POST', '/v1/auth/keys', { orgId, body });
    expect(answer.status).toBe(201);
    const key = IssuedApiKey.parse(answer.body);
    expect(key.key).toMatch(API_KEY_PATTERN);
    expect(key.key).toMatch(/^gwo_dev_/);
    expect(key).toMatchObject({
      ...body,
      scopes: { permissions: ['traces:read'] },
      status: 'active',
      last_used_at: null,
    });
    expect(key.key.startsWith(key.key_prefix)).toBe(true);
    const read = await client.call('GET', `/v1/auth/keys/${key.id}`, { orgId });
    const listed = await client.call('GET', '/v1/auth/keys', { orgId });
    for (const { body: shown } of [read, listed]) {
      expect(JSON.stringify(shown)).toContain(key.key_prefix);
      expect(JSON.stringify(shown)).not.toContain(key.key.slice(12));
      expect(JSON.stringify(shown)).not.toMatch(/hash|lookup/);
    }
  });

  it('allows nothing that was not named', async () => {
    const orgId = await client.createOrganization();
    expect((await client.createKey(orgId)).scopes).toEqual({ mcp: [], permissions: [] });
  });

  it('gives a project’s key the team of the project', async () => {
    const orgId = await client.createOrganization();
    const team_id = await client.create(orgId, '/v1/teams', { name: 'Team' });
    const project_id = await client.create(orgId, '/v1/projects', { team_id, name: 'Project' });
    expect(await client.createKey(orgId, { project_id })).toMatchObject({ team_id, project_id });
  });
});
