import { describe, expect, it } from '@jest/globals';
import { checkOpenApiDocument } from './check-document.js';
import { documentText } from '../fixtures/openapi-document.js';
import type { OpenApiFaults } from './fault.js';

const responses = { 200: { description: 'ok' } };
const get = (more: object) => ({ '/a': { get: { responses, ...more } } });
const body = (schema: unknown) => get({ requestBody: { content: { 'application/json': { schema } } } });
const faultsOf = async (text: string): Promise<string[]> =>
  checkOpenApiDocument(text).then(
    () => [],
    (error: OpenApiFaults) => error.faults.map(({ pointer, problem }) => `${pointer} ${problem}`),
  );

describe('a document', () => {
  it('that is in order is told in a few words', async () => {
    const text = documentText({
      '/a': { get: { responses }, options: { responses }, 'x-own': 1 },
      '/upload': { post: { requestBody: { required: true, content: { 'multipart/form-data': {} } }, responses } },
      'x-internal': {},
    });
    expect(await checkOpenApiDocument(text)).toEqual({
      openapi: '3.1.0',
      title: 'Pets',
      version: '1.2',
      bytes: text.length,
      serverUrl: null,
      tools: 1,
      leftOut: [
        { operation: 'OPTIONS /a', reason: expect.any(String) },
        { operation: 'POST /upload', reason: expect.stringContaining('form') },
      ],
    });
  });

  it.each([
    ['YAML', 'openapi: 3.0.0', /^ .*YAML/],
    ['cut off', '{"openapi":', /^ .*not JSON/],
    ['a list', '[]', /^ .*object/],
    ['Swagger 2.0', '{"swagger":"2.0"}', /^\/swagger .*2\.0/],
    ['of a revision that is not known', '{"openapi":"4.0.0","paths":{}}', /^\/openapi /],
    ['without paths', '{"openapi":"3.1.0"}', /^\/paths /],
    ['without an operation', documentText({}), /^\/paths .*no operation/],
    ['too large', documentText(get({ description: 'x'.repeat(2_200_000) })), /^ .*2 MB/],
    ['with a reference into the network', documentText(body({ $ref: 'https://example.com/x.json' })), /^\/paths\/~1a\/get\/requestBody\/content\/application~1json\/schema\/\$ref .*within/],
    ['with a reference to nowhere', documentText(body({ $ref: '#/components/schemas/X' })), /schema\/\$ref .*nothing at/],
    ['with references in a circle', documentText({ '/a': { $ref: '#/paths/~1a' }, '/b': { get: { responses } } }), /^\/paths\/~1a .*without end/],
    ['with an unknown type', documentText(body({ properties: { a: { type: 'file' } } })), /schema\/properties\/a\/type "file"/],
    ['with a keyword of another type', documentText(body({ properties: { a: { required: true } } })), /properties\/a\/required `required` must be a list/],
    ['with a schema that is none', documentText(body({ items: [{}] })), /schema\/items A schema must be an object/],
    ['with a path that lacks a parameter', documentText({ '/a/{id}': { get: { responses } } }), /^\/paths\/~1a~1\{id\}\/get .*"id"/],
    ['with a parameter that the path lacks', documentText(get({ parameters: [{ name: 'id', in: 'path' }] })), /does not stand/],
    ['with a parameter in nowhere', documentText(get({ parameters: [{ name: 'id', in: 'body' }] })), /parameters\/0\/in /],
    ['with a header of line breaks', documentText(get({ parameters: [{ name: 'a\r\nb', in: 'header' }] })), /parameters\/0\/name /],
    ['with a style of another place', documentText(get({ parameters: [{ name: 'a', in: 'query', style: 'matrix' }] })), /parameters\/0\/style /],
    ['nested too deeply', documentText(body(JSON.parse(`${'{"not":'.repeat(99)}{}${'}'.repeat(99)}`))), /deeper than/],
  ])('%s is refused, with what is wrong and where', async (_what, text, words) => {
    const faults = await faultsOf(text);
    expect(faults).toEqual([expect.stringMatching(words)]);
  }); // prettier-ignore

  it('has all its faults told, up to a limit', async () => {
    const paths = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`/${i}/{id}`, { get: { responses } }]));
    const faults = await faultsOf(documentText(paths));
    expect(faults).toHaveLength(20);
    expect(faults[3]).toContain('/paths/~13~1{id}/get');
  });

  it.each([
    ['the first absolute one', [{ url: '/api' }, { url: 'https://a.example/v1' }, { url: 'https://b.example' }], 'https://a.example/v1'],
    ['with its variables', [{ url: 'https://{region}.example/{v}', variables: { region: { default: 'eu' }, v: { default: 'v2' } } }], 'https://eu.example/v2'],
    ['none with a variable that has no default', [{ url: 'https://{region}.example' }], null],
    ['none with a query', [{ url: 'https://a.example/?x=1' }], null],
    ['none that is no HTTP', [{ url: 'ftp://a.example' }], null],
  ])('says where its service is: %s', async (_what, servers, serverUrl) => {
    expect(await checkOpenApiDocument(documentText(get({}), { servers }))).toMatchObject({ serverUrl });
  }); // prettier-ignore

  it('of 3.2 is understood, but for what it alone has', async () => {
    const inQuery = { parameters: [{ name: 'q', in: 'querystring', content: { 'application/json': {} } }] };
    const paths = { '/a': { get: { responses }, query: { responses } }, '/b': { get: { responses, ...inQuery } } };
    const report = await checkOpenApiDocument(documentText(paths, { openapi: '3.2.0' }));
    expect(report).toMatchObject({ openapi: '3.2.0', tools: 1 });
    expect(report.leftOut.map(({ operation }) => operation)).toEqual(['QUERY /a', 'GET /b']);
  });

  describe('that is made to take for ever', () => {
    const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const many = (count: number, of: (i: number) => unknown) => Array.from({ length: count }, (_, i) => of(i));
    const named = (count: number, of: (i: number) => unknown) => Object.fromEntries(many(count, (i) => [`S${i}`, of(i)]) as [string, unknown][]);
    const answers = (schema: object) => ({ '/a': { get: { responses: { 200: { content: { 'application/json': { schema } } } } } } });
    const parameters = many(20_000, (i) => ({ name: `q${i}`, in: 'query' }));
    const item = { parameters, get: { responses }, put: { responses }, post: { responses } };
    it.each([
      ['alternatives that multiply', answers(ref('S0')), { ...named(8, (i) => ({ oneOf: many(30, () => ref(`S${i + 1}`)) })), S8: { type: 'object' } }],
      ['a chain of references', body(ref('S0')), { ...named(9_000, (i) => ({ items: ref(`S${i + 1}`) })), S9000: {} }],
      ['parts that have much in common', body({ allOf: many(9_000, () => ref('S')) }), { S: { properties: named(30_000, () => ({})) } }],
      ['a large example in many places', body({ prefixItems: many(900, () => ref('S')) }), { S: { example: 'x'.repeat(1_500_000) } }],
      ['members that nobody knows', body({ prefixItems: many(900, () => ref('S')) }), { S: named(100_000, () => 0) }],
      ['definitions of one name', body({ prefixItems: many(4_000, (i) => ({ $ref: `#/components/schemas/S${i}/properties/x` })) }), named(9_000, (i) => ({ properties: { x: { items: ref(`S${i}`) } } }))],
      ['parameters without end', Object.fromEntries(many(150, (i) => [`/${i}`, { $ref: '#/components/pathItems/P' }]) as [string, object][]), {}],
    ])('by %s is read or refused soon', async (_what, paths, schemas) => {
      const text = documentText(paths, { components: { schemas, pathItems: { P: item } } });
      const startedAtMs = performance.now();
      await faultsOf(text);
      expect(performance.now() - startedAtMs).toBeLessThan(10_000);
    });
  }); // prettier-ignore

  it('with too many operations is refused', async () => {
    const paths = Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`/${i}`, { get: { responses } }]));
    expect(await faultsOf(documentText(paths))).toEqual([expect.stringContaining('more than 1000 operations')]);
  });

  it('that makes megabytes of tools is refused soon', async () => {
    const schema = { type: 'object', properties: Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`p${i}`, { type: 'string', description: 'x'.repeat(100) }])) };
    const one = { post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } }, responses } };
    const paths = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`/${i}`, one]));
    const startedAtMs = performance.now();
    expect(await faultsOf(documentText(paths, { components: { schemas: { A: schema } } }))).toEqual([expect.stringContaining('16 MB')]);
    expect(performance.now() - startedAtMs).toBeLessThan(30_000);
  }, 40_000); // prettier-ignore
});
