import { beforeAll, describe, expect, it } from '@jest/globals';
import { ErrorBody, Project, ProjectPage, Team, TeamMemberPage, TeamPage } from '@gatewayops/contracts';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const client = new AuthClient(useAuthStack());
let orgId: string;
beforeAll(async () => {
  orgId = await client.createOrganization();
});
const call = <T>(method: string, path: string, body?: object) =>
  client.call<T>(method, path, { orgId, ...(body ? { body } : {}) });

describe('/v1/teams', () => {
  it('201, 200, 409, 400: makes, lists and reads teams, once for each slug', async () => {
    const name = unique('Team');
    const made = await call('POST', '/v1/teams', { name, rate_limit: { rps: 9, burst: 4 } });
    expect(made.status).toBe(201);
    const team = Team.parse(made.body);
    expect(team).toMatchObject({ name, slug: name.toLowerCase(), rate_limit: { rps: 9, burst: 4 } });
    expect((await call('GET', `/v1/teams/${team.id}`)).body).toEqual(team);
    expect(TeamPage.parse((await call('GET', '/v1/teams')).body).items).toContainEqual(team);
    const taken = await call('POST', '/v1/teams', { name });
    expect([taken.status, codeOf(taken)]).toEqual([409, 'conflict']);
    expect(ErrorBody.parse(taken.body).error.details).toEqual([
      { field: 'name', message: 'A team with this name exists.' },
    ]);
    const chosen = await call('POST', '/v1/teams', { name: 'Another', slug: team.slug });
    expect(ErrorBody.parse(chosen.body).error.details).toMatchObject([{ field: 'slug' }]);
    expect((await call('POST', '/v1/teams', { name: '' })).status).toBe(400);
  });

  it('200: takes a limit away with null, and leaves it where it is not named', async () => {
    const id = await client.create(orgId, '/v1/teams', { name: unique(), rate_limit: { rps: 9, burst: 4 } });
    const patch = async (body: object) => (await call<Team>('PATCH', `/v1/teams/${id}`, body)).body.rate_limit;
    expect(await patch({ name: 'Renamed' })).toEqual({ rps: 9, burst: 4 });
    expect(await patch({ rate_limit: null })).toBeNull();
  });

  it('204: deletes a team with its projects, and revokes its keys, which keep their history', async () => {
    const id = await client.create(orgId, '/v1/teams', { name: unique() });
    const project = await client.create(orgId, '/v1/projects', { team_id: id, name: 'P' });
    const keys = [
      await client.createKey(orgId, { team_id: id }),
      await client.createKey(orgId, { project_id: project }),
    ];
    for (const { key } of keys) expect((await client.validate(key)).valid).toBe(true);
    expect((await call('DELETE', `/v1/teams/${id}`)).status).toBe(204);
    for (const { key } of keys) expect(await client.validate(key)).toMatchObject({ valid: false, reason: 'revoked' });
    expect((await call('GET', `/v1/projects/${project}`)).status).toBe(404);
    expect(await client.getKey(orgId, keys[0]?.id ?? '')).toMatchObject({ status: 'revoked', team_id: null });
  });
});

describe('/v1/teams/{id}/members', () => {
  it('201, 200, 409, 204: puts members into a team and takes them out', async () => {
    const team = await client.create(orgId, '/v1/teams', { name: unique() });
    const user_id = await client.create(orgId, '/v1/members', { email: `${unique()}@example.com` });
    const path = `/v1/teams/${team}/members`;
    expect(await call('POST', path, { user_id })).toMatchObject({
      status: 201,
      body: { user_id, role: 'team_member' },
    });
    expect((await call('POST', path, { user_id })).status).toBe(409);
    expect(TeamMemberPage.parse((await call('GET', path)).body).items).toHaveLength(1);
    expect((await call('DELETE', `${path}/${user_id}`)).status).toBe(204);
    expect((await call('DELETE', `${path}/${user_id}`)).status).toBe(404);
  });
});

describe('/v1/projects', () => {
  it('201, 200, 409, 204: makes projects of a team, lists, changes and deletes them', async () => {
    const [team_id, other] = [
      await client.create(orgId, '/v1/teams', { name: unique() }),
      await client.create(orgId, '/v1/teams', { name: unique() }),
    ];
    const made = await call('POST', '/v1/projects', { team_id, name: 'Search' });
    const project = Project.parse(made.body);
    expect([made.status, project]).toMatchObject([201, { team_id, slug: 'search' }]);
    expect((await call('POST', '/v1/projects', { team_id, name: 'Search' })).status).toBe(409);
    // Another team may use the same name.
    expect((await call('POST', '/v1/projects', { team_id: other, name: 'Search' })).status).toBe(201);
    const listed = ProjectPage.parse((await call('GET', `/v1/projects?team_id=${team_id}`)).body);
    expect(listed.items).toEqual([project]);
    const renamed = await call('PATCH', `/v1/projects/${project.id}`, { name: 'Find' });
    expect(renamed.body).toEqual({ ...project, name: 'Find' });
    const { key } = await client.createKey(orgId, { project_id: project.id });
    expect((await call('DELETE', `/v1/projects/${project.id}`)).status).toBe(204);
    expect(await client.validate(key)).toMatchObject({ valid: false, reason: 'revoked' });
  });
});
