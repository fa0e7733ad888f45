import { describe, expect, it } from '@jest/globals';
import { ErrorBody } from '@gatewayops/contracts';
import { AuthClient } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());
const UNKNOWN = '00000000-0000-7000-8000-000000000000';

describe('POST /v1/auth/keys: 404', () => {
  it.each(['user_id', 'team_id', 'project_id'])('names an unknown %s', async (field) => {
    const orgId = await client.createOrganization();
    const answer = await client.call('POST', '/v1/auth/keys', { orgId, body: { name: 'k', [field]: UNKNOWN } });
    expect(answer.status).toBe(404);
    expect(ErrorBody.parse(answer.body).error.details).toMatchObject([{ field }]);
  });
});
