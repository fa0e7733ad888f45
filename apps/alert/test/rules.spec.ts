import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AlertRule, AlertRulePage } from '@gatewayops/contracts';
import { AlertFixture } from './alert.fixture.js';

const PATH = '/v1/alerts/rules';
const MISSING = `${PATH}/019a0000-0000-7000-8000-0000000000ee`;
let fixture: AlertFixture;
beforeAll(async () => {
  fixture = await AlertFixture.start();
}, 60_000);
afterAll(() => fixture.close(), 30_000);

const create = async (name: string) => AlertRule.parse((await fixture.call('POST', PATH, { body: { name } })).body);

describe('POST /v1/alerts/rules', () => {
  it('201: the specification’s numbers where none are given', async () => {
    const { status, body } = await fixture.call('POST', PATH, { body: { name: 'errors' } });
    expect(status).toBe(201);
    expect(AlertRule.parse(body)).toMatchObject({
      kind: 'gateway_error_rate',
      threshold_basis_points: 100,
      window_seconds: 300,
      minimum_calls: 20,
      severity: 'critical',
      enabled: true,
    });
  });

  it.each([
    ['a threshold of 100%', { threshold_basis_points: 10_000 }],
    ['half a basis point', { threshold_basis_points: 0.5 }],
    ['a window of 5 s', { window_seconds: 5 }],
    ['no calls at all', { minimum_calls: 0 }],
    ['an unknown severity', { severity: 'urgent' }],
    ['an unknown field', { org_id: 'x' }],
  ])('400 validation_error: %s', async (_what, fields) => {
    const answer = await fixture.call('POST', PATH, { body: { name: 'bad', ...fields } });
    expect(answer).toMatchObject({ status: 400, code: 'validation_error' });
  });

  it('400 bad_request, 413 and 415', async () => {
    expect(await fixture.call('POST', PATH, { body: '{' })).toMatchObject({ status: 400, code: 'bad_request' });
    expect(await fixture.call('POST', PATH, { body: { name: 'x'.repeat(11_000_000) } })).toMatchObject({ status: 413 });
    expect(await fixture.call('POST', PATH, { body: 'a', contentType: 'text/csv' })).toMatchObject({ status: 415 });
  });

  it('409: the name is taken', async () => {
    await create('twice');
    expect(await fixture.call('POST', PATH, { body: { name: 'twice' } })).toMatchObject({
      status: 409,
      code: 'conflict',
    });
  });
});

describe('GET /v1/alerts/rules', () => {
  it('200', async () => {
    const rule = await create('listed');
    const page = AlertRulePage.parse((await fixture.call('GET', `${PATH}?limit=1`)).body);
    expect(page.items).toEqual([rule]);
    expect(page.has_more).toBe(true);
  });

  it('400: a cursor of nobody’s', async () => {
    expect(await fixture.call('GET', `${PATH}?cursor=a`)).toMatchObject({ status: 400, code: 'validation_error' });
  });
});

describe('PATCH /v1/alerts/rules/{id}', () => {
  it('200: changes what is given and nothing else', async () => {
    const rule = await create('changed');
    const { status, body } = await fixture.call('PATCH', `${PATH}/${rule.id}`, {
      body: { threshold_basis_points: 250 },
    });
    expect(status).toBe(200);
    const { updated_at, ...changed } = AlertRule.parse(body);
    const { updated_at: before, ...same } = rule;
    expect(changed).toEqual({ ...same, threshold_basis_points: 250 });
    expect(Date.parse(updated_at)).toBeGreaterThanOrEqual(Date.parse(before));
  });

  it.each([[{}], [{ kind: 'gateway_error_rate' }], [{ enabled: 'no' }]])('400: %j', async (body) => {
    const rule = await create(`unchanged ${JSON.stringify(body)}`);
    const answer = await fixture.call('PATCH', `${PATH}/${rule.id}`, { body });
    expect(answer).toMatchObject({ status: 400, code: 'validation_error' });
  });

  it('404: none of this id', async () => {
    expect(await fixture.call('PATCH', MISSING, { body: { enabled: false } })).toMatchObject({ status: 404 });
  });

  it('409: the name is taken', async () => {
    await create('mine');
    const { id } = await create('yours');
    expect(await fixture.call('PATCH', `${PATH}/${id}`, { body: { name: 'mine' } })).toMatchObject({ status: 409 });
  });

  it('413 and 415', async () => {
    const big = { name: 'x'.repeat(11_000_000) };
    expect(await fixture.call('PATCH', MISSING, { body: big })).toMatchObject({ status: 413 });
    expect(await fixture.call('PATCH', MISSING, { body: 'a', contentType: 'text/csv' })).toMatchObject({ status: 415 });
  });
});

describe('DELETE /v1/alerts/rules/{id}', () => {
  it('204, then 404', async () => {
    const { id } = await create('short-lived');
    expect(await fixture.call('DELETE', `${PATH}/${id}`)).toMatchObject({ status: 204 });
    expect(await fixture.call('DELETE', `${PATH}/${id}`)).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('400: not an id', async () => {
    expect(await fixture.call('DELETE', `${PATH}/x`)).toMatchObject({ status: 400, code: 'validation_error' });
  });
});
