import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  ErrorBody,
  SAVED_VIEWS_OF_PERSON_MAX,
  SAVED_VIEWS_SHARED_MAX,
  SavedView,
  SavedViewList,
} from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';
import { memberOf, type SignedIn } from './signed-in.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
let orgId: string;
let admin: SignedIn;
let ann: SignedIn;
let ben: SignedIn;

beforeAll(async () => {
  orgId = await client.createOrganization();
  admin = await memberOf(stack, client, orgId, { role: 'org_admin' });
  ann = await memberOf(stack, client, orgId, { role: 'org_viewer' });
  ben = await memberOf(stack, client, orgId);
});

const PATH = '/v1/saved-views';
const view = (name: string, more: object = {}) => ({ page: 'traces', name, query: 'status=error&range=7d', ...more });
const make = (who: SignedIn, body: object) => who.call<SavedView>('POST', PATH, { body });
const made = async (who: SignedIn, body: object): Promise<SavedView> => {
  const answer = await make(who, body);
  expect(answer.status).toBe(201);
  return SavedView.parse(answer.body);
};
const seenBy = async (who: SignedIn): Promise<string[]> => {
  const { body } = await who.call('GET', `${PATH}?page=traces&limit=200`);
  return SavedViewList.parse(body).items.map(({ id }) => id);
};
const refused = (answer: { status: number; body: unknown }) => [answer.status, codeOf(answer as never)];

describe('one’s own view', () => {
  it('201, 200, 204: is made, renamed and deleted by its owner, and seen by nobody else', async () => {
    const own = await made(ann, view('Failures'));
    expect(own).toMatchObject({ ...view('Failures'), shared: false, created_by: { user_id: ann.userId } });
    expect(await seenBy(ann)).toContain(own.id);
    for (const other of [ben, admin]) {
      expect(await seenBy(other)).not.toContain(own.id);
      expect(refused(await other.call('PATCH', `${PATH}/${own.id}`, { body: { name: 'Mine' } }))).toEqual([404, 'not_found']); // prettier-ignore
      expect(refused(await other.call('DELETE', `${PATH}/${own.id}`))).toEqual([404, 'not_found']);
    }
    const renamed = await ann.call('PATCH', `${PATH}/${own.id}`, { body: { name: 'Errors', query: 'status=timeout' } });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Errors', query: 'status=timeout', shared: false } });
    expect(await ann.status('DELETE', `${PATH}/${own.id}`)).toBe(204);
    expect(await ann.status('DELETE', `${PATH}/${own.id}`)).toBe(404);
  });

  it('409: has a name that its owner uses once; somebody else may use it, too', async () => {
    const name = unique();
    await made(ann, view(name));
    const again = await make(ann, view(name.toUpperCase()));
    expect(refused(again)).toEqual([409, 'conflict']);
    expect(ErrorBody.parse(again.body).error.details).toMatchObject([{ field: 'name' }]);
    await made(ben, view(name));
  });
});

describe('a shared view', () => {
  it('200, 403: is seen by everybody, and changed by its maker and administrators only', async () => {
    const shared = await made(ann, view(unique(), { shared: true }));
    for (const who of [ann, ben, admin]) expect(await seenBy(who)).toContain(shared.id);
    const path = `${PATH}/${shared.id}`;
    expect(refused(await ben.call('PATCH', path, { body: { name: 'Mine' } }))).toEqual([403, 'insufficient_permissions']); // prettier-ignore
    expect(refused(await ben.call('DELETE', path))).toEqual([403, 'insufficient_permissions']);
    expect(await ann.status('PATCH', path, { query: 'tool=search' })).toBe(200);
    expect(await admin.status('PATCH', path, { name: unique() })).toBe(200);
    expect(await admin.status('DELETE', path)).toBe(204);
  });

  it('200: is given back to its maker when it is shared no more', async () => {
    const { id } = await made(ann, view(unique(), { shared: true }));
    expect(await admin.call('PATCH', `${PATH}/${id}`, { body: { shared: false } })).toMatchObject({ status: 200, body: { shared: false } }); // prettier-ignore
    expect([await seenBy(ann), await seenBy(admin)].map((ids) => ids.includes(id))).toEqual([true, false]);
  });

  it('409: has a name of its own in the organisation', async () => {
    const name = unique();
    await made(ann, view(name, { shared: true }));
    expect(refused(await make(ben, view(name, { shared: true })))).toEqual([409, 'conflict']);
    const own = await made(ben, view(name));
    expect(refused(await ben.call('PATCH', `${PATH}/${own.id}`, { body: { shared: true } }))).toEqual([409, 'conflict']); // prettier-ignore
  });

  it('stays when its maker leaves, whose own ones go', async () => {
    const leaver = await memberOf(stack, client, orgId);
    const shared = await made(leaver, view(unique(), { shared: true }));
    const own = await made(leaver, view(unique()));
    expect((await client.call('DELETE', `/v1/members/${leaver.userId}`, { orgId })).status).toBe(204);
    const items = SavedViewList.parse((await admin.call('GET', `${PATH}?limit=200`)).body).items;
    expect(items).toContainEqual({ ...shared, created_by: null });
    const [row] = await withConnection(stack.ownerDatabaseUrl, (connection) =>
      connection
        .query<{ count: number }>('SELECT count(*)::int AS count FROM saved_views WHERE id = $1', [own.id])
        .then(({ rows }) => rows),
    );
    expect(row?.count).toBe(0);
  });
});

describe('400', () => {
  it.each([
    ['an unknown parameter', { query: 'status=error&admin=1' }],
    ['a parameter that stands there twice', { query: 'q=a&q=b' }],
    ['what is no query string', { query: 'https://example.com/?q=a' }],
    ['a name without value', { query: 'q' }],
    ['bytes that are no text', { query: 'q=%FF' }],
    ['encoded control characters', { query: 'q=a%00b' }],
    ['more than 2 KB', { query: `q=${'a'.repeat(2_048)}` }],
    ['no name', { name: ' ' }],
    ['a name of 61 characters', { name: 'x'.repeat(61) }],
    ['another page', { page: 'billing' }],
  ])('refuses %s', async (_what, change) => {
    expect(refused(await make(ann, view('View', change)))).toEqual([400, 'validation_error']);
  });

  it('refuses such a query of a view that is there, too, and takes an empty one', async () => {
    const { id } = await made(ann, view(unique()));
    expect(await ann.status('PATCH', `${PATH}/${id}`, { query: 'nothing=1' })).toBe(400);
    expect(await ann.status('PATCH', `${PATH}/${id}`, { query: '' })).toBe(200);
  });

  it('the operator has no views of their own', async () => {
    expect(refused(await client.call('POST', PATH, { orgId, body: view(unique()) }))).toEqual([
      400,
      'validation_error',
    ]);
    const answer = await client.call<SavedView>('POST', PATH, { orgId, body: view(unique(), { shared: true }) });
    expect(answer).toMatchObject({ status: 201, body: { created_by: null, shared: true } });
    const own = await client.call('PATCH', `${PATH}/${answer.body.id}`, { orgId, body: { shared: false } });
    expect(refused(own)).toEqual([400, 'validation_error']);
  });
});

describe('how many', () => {
  const fill = (org: string, who: SignedIn, shared: boolean, count: number) =>
    withConnection(stack.ownerDatabaseUrl, async (connection) => {
      await connection.query(`SELECT set_config('app.org_id', $1, false)`, [org]);
      await connection.query(
        `INSERT INTO saved_views (id, org_id, user_id, created_by, page, name, query)
         SELECT gen_random_uuid(), $1, $2, $3, 'traces', 'v' || n, '' FROM generate_series(1, $4) n`,
        [org, shared ? null : who.userId, who.userId, count],
      );
    });

  it.each([
    ['a person', false, SAVED_VIEWS_OF_PERSON_MAX],
    ['an organisation', true, SAVED_VIEWS_SHARED_MAX],
  ])('409: bounds those of %s, also where two come at once', async (_what, shared, max) => {
    const org = await client.createOrganization();
    const who = await memberOf(stack, client, org);
    await fill(org, who, shared, max - 1);
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => make(who, view(name, { shared }))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect((await make(who, view('d', { shared: !shared }))).status).toBe(201);
  });

  it('200: pages from the newest down', async () => {
    const org = await client.createOrganization();
    const who = await memberOf(stack, client, org);
    const ids = [];
    for (const name of ['a', 'b', 'c']) ids.unshift((await made(who, view(name))).id);
    const first = SavedViewList.parse((await who.call('GET', `${PATH}?limit=2`)).body);
    const rest = SavedViewList.parse((await who.call('GET', `${PATH}?limit=2&cursor=${first.cursor}`)).body);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids);
    expect([first.has_more, rest.has_more]).toEqual([true, false]);
  });
});
