import { beforeAll, describe, expect, it } from '@jest/globals';
import { ErrorBody, MaskingRules, MaskingRulesRuntime, TriedMaskingRules } from '@gatewayops/contracts';
import { AuthClient, codeOf, unique } from './auth-client.js';
import { startAuth } from './auth-process.js';
import { auditTrail } from './audit-trail.js';
import { ownRedisUrl, useAuthStack } from './auth-stack.js';
import { memberOf } from './signed-in.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
const PATH = '/v1/masking-rules';
const CUSTOMER = { name: 'Customer', pattern: 'CUST-\\d{6}', replacement: '[***]' };
const HOUR_MS = 3_600_000;
let orgId: string;
let other: string;

const get = async (id = orgId) => MaskingRules.parse((await client.call('GET', PATH, { orgId: id })).body);
const put = (body: unknown, id = orgId) => client.call('PUT', PATH, { orgId: id, body });
const attempt = (body: unknown, id = orgId) =>
  client.call<TriedMaskingRules>('POST', `${PATH}/try`, { orgId: id, body });
const detailsOf = (body: unknown) => ErrorBody.parse(body).error.details;
const runtime = async (id: string) =>
  MaskingRulesRuntime.parse((await client.internal('GET', `/internal/v1/auth/organizations/${id}/masking-rules`)).body);

beforeAll(async () => {
  [orgId, other] = await Promise.all([client.createOrganization(), client.createOrganization()]);
});

describe('GET and PUT /v1/masking-rules', () => {
  it('200: has none at first, and then what was put, counted and written down', async () => {
    const id = await client.createOrganization();
    const none = { mask_email: null, fields: [], patterns: [], version: 0, updated_at: null, mask_email_default: true };
    expect(await get(id)).toEqual(none);
    const answer = await put({ mask_email: false, fields: ['pin'], patterns: [CUSTOMER], version: 0 }, id);
    expect(answer.status).toBe(200);
    const kept = { mask_email: false, fields: ['pin'], patterns: [CUSTOMER], version: 1 };
    expect(await get(id)).toEqual({ ...none, ...kept, updated_at: expect.any(String) });
    expect(await runtime(id)).toEqual(kept);
    expect(MaskingRules.parse((await put({}, id)).body)).toMatchObject({
      ...none,
      version: 2,
      updated_at: expect.any(String),
    });
    const rows = (await auditTrail(stack, id, 3)).filter(({ details }) => details['change'] === 'masking');
    expect(rows.map(({ event_type, details }) => [event_type, details])).toEqual([
      ['config.changed', { change: 'masking', ...kept }],
      ['config.changed', { change: 'masking', mask_email: null, fields: [], patterns: [], version: 2 }],
    ]);
  });

  it('200: names the version in verdicts about keys, from one to the next, and none where there are no rules', async () => {
    const id = await client.createOrganization();
    const { key } = await client.createKey(id);
    const versions: unknown[] = [];
    for (const body of [null, { fields: ['a'] }, { mask_email: true }, {}]) {
      if (body !== null) await put(body, id);
      const verdict = await client.validate(key);
      versions.push(verdict.valid && [verdict.principal.maskingVersion, verdict.generation]);
    }
    const [first] = versions as [unknown, number][];
    const generation = first![1];
    expect(versions).toEqual([
      [undefined, generation],
      [1, generation + 1],
      [2, generation + 2],
      [undefined, generation + 3],
    ]);
  });

  it('400: says which pattern is wrong, and where', async () => {
    const patterns = [
      CUSTOMER,
      { name: 'b', pattern: 'ab(c' },
      { name: 'c', pattern: 'x*' },
      { name: 'd', pattern: 'a\\1' },
    ];
    const answer = await put({ patterns });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
    expect(detailsOf(answer.body)).toEqual([
      { field: 'patterns.1.pattern', message: 'missing closing ): ( (at character 3)' },
      { field: 'patterns.2.pattern', message: 'matches the empty text: it would be found everywhere' },
      { field: 'patterns.3.pattern', message: 'invalid escape sequence: \\1 (at character 2)' },
    ]);
  });

  it.each([
    ['fields', { fields: Array.from({ length: 51 }, (_, at) => `f${at}`) }],
    ['fields', { fields: ['Pin', 'pIN'] }],
    ['patterns', { patterns: Array.from({ length: 21 }, (_, at) => ({ name: `${at}`, pattern: 'abc' })) }],
    ['patterns', { patterns: [CUSTOMER, { ...CUSTOMER, name: 'CUSTOMER' }] }],
    ['patterns.0.pattern', { patterns: [{ name: 'a', pattern: 'a'.repeat(201) }] }],
    ['patterns.0.replacement', { patterns: [{ ...CUSTOMER, replacement: `***${'a'.repeat(38)}` }] }],
    ['patterns.0.replacement', { patterns: [{ ...CUSTOMER, replacement: 'customer' }] }],
    ['mask_email', { mask_email: 'no' }],
    ['', { mask_card: false }],
  ])('400: refuses %s beyond its bounds', async (field, body) => {
    const answer = await put(body);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
    expect(detailsOf(answer.body)).toMatchObject([{ field }]);
  });

  it('401, 403: for whoever may change the organisation’s settings, who signed in a while ago at most', async () => {
    const none = await client.call('PUT', PATH, { token: null, body: {} });
    expect([none.status, codeOf(none)]).toEqual([401, 'unauthorized']);
    const admin = await memberOf(stack, client, orgId, { role: 'org_admin' });
    const member = await memberOf(stack, client, orgId);
    const late = await memberOf(stack, client, orgId, { role: 'org_admin', authenticatedAtMs: Date.now() - HOUR_MS });
    expect(await Promise.all([admin, member].map((each) => each.status('GET', PATH)))).toEqual([200, 200]);
    expect(await member.status('PUT', PATH, {})).toBe(403);
    expect(await member.status('POST', `${PATH}/try`, { sample: '' })).toBe(403);
    expect(await admin.status('PUT', PATH, { fields: ['pin'] })).toBe(200);
    expect(codeOf(await late.call('PUT', PATH, { body: {} }))).toBe('reauthentication_required');
    expect(await late.status('POST', `${PATH}/try`, { sample: '' })).toBe(200);
  });

  it('404: in no organisation', async () => {
    const answer = await client.call('PUT', PATH, { orgId: '00000000-0000-7000-8000-000000000000', body: {} });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
  });

  it('409: changes nothing where somebody was faster', async () => {
    const { version } = await get();
    await put({ fields: ['first'], version });
    const answer = await put({ fields: ['second'], version });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'conflict']);
    expect((await get()).fields).toEqual(['first']);
    const both = await client.createOrganization();
    const answers = await Promise.all([
      put({ fields: ['a'], version: 0 }, both),
      put({ fields: ['b'], version: 0 }, both),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('is each organisation’s own', async () => {
    await put({ fields: ['mine'], patterns: [CUSTOMER] });
    await put({ fields: ['theirs'] }, other);
    expect((await get()).fields).toEqual(['mine']);
    expect((await get(other)).patterns).toEqual([]);
    const sample = '{"mine":1,"theirs":2,"id":"CUST-123456"}';
    const masked = [await attempt({ sample }), await attempt({ sample }, other)].map(({ body }) => body.masked);
    expect(masked).toEqual(['{"mine":"***","theirs":2,"id":"[***]"}', '{"mine":1,"theirs":"***","id":"CUST-123456"}']);
    const stranger = await memberOf(stack, client, other, { role: 'org_admin' });
    const answer = await stranger.call('GET', PATH, { headers: { 'x-organization-id': orgId } });
    expect(JSON.stringify(answer.body)).not.toContain('mine');
  });
});

describe('POST /v1/masking-rules/try', () => {
  it('200: masks by rules that are not saved, and says what was found where', async () => {
    const sample = '{"pin":1234,"text":"\\u00dcber CUST-123456","card":"4111 1111 1111 1111","mail":"joe@example.com"}';
    const before = await get();
    const answer = await attempt({ sample, rules: { mask_email: false, fields: ['PIN'], patterns: [CUSTOMER] } });
    expect(answer.status).toBe(200);
    const { masked, matches, has_more_matches } = TriedMaskingRules.parse(answer.body);
    expect(JSON.parse(masked)).toEqual({
      pin: '***',
      text: 'Über [***]',
      card: '****-****-****-1111',
      mail: 'joe@example.com',
    });
    expect(matches.map(({ rule, start, end }) => [rule, sample.slice(start, end)])).toEqual([
      ['pin', '1234'],
      ['Customer', 'CUST-123456'],
      ['card', '4111 1111 1111 1111'],
    ]);
    expect(has_more_matches).toBe(false);
    expect(await get()).toEqual(before);
  });

  it('200: names at most 500 matches, and masks all', async () => {
    const { body } = await attempt({ sample: 'CUST-123456 '.repeat(501), rules: { patterns: [CUSTOMER] } });
    expect([body.matches.length, body.has_more_matches, body.masked]).toEqual([500, true, '[***] '.repeat(501)]);
  });

  it.each([
    ['sample', { sample: 'x'.repeat(65_537) }],
    ['sample', { sample: 'é'.repeat(32_769) }],
    ['sample', {}],
    ['rules.patterns.0.pattern', { sample: '', rules: { patterns: [{ name: 'a', pattern: '(' }] } }],
  ])('400: names %s', async (field, body) => {
    const answer = await attempt(body);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'validation_error']);
    expect(detailsOf(answer.body)).toMatchObject([{ field }]);
  });

  it('keeps nothing of the sample: not in the log, whatever its level, nor in the audit log', async () => {
    const lines: string[] = [];
    const environment = { ...stack.environment, LOG_LEVEL: 'trace', REDIS_URL: ownRedisUrl(stack.redisUrl, 9) };
    const auth = await startAuth(environment, (line) => lines.push(line));
    const own = new AuthClient(stack, auth.url);
    const secret = unique('sample');
    const samples = [
      { sample: secret },
      { sample: secret, rules: { patterns: [{ name: 'a', pattern: '(' }] } },
      { sample: [secret] },
    ];
    const statuses: number[] = [];
    for (const body of samples) statuses.push((await own.call('POST', `${PATH}/try`, { orgId, body })).status);
    expect(statuses).toEqual([200, 400, 400]);
    // Behind them, so that what they left would be before it.
    await put({ fields: ['behind'] });
    await own.call('GET', PATH, { orgId });
    await auth.stop();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toContain(secret);
    const { version } = await get();
    const isBehind = ({ details }: { details: Record<string, unknown> }) => details['version'] === version;
    let rows = await auditTrail(stack, orgId);
    while (!rows.some(isBehind)) rows = await auditTrail(stack, orgId, rows.length + 1);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});
