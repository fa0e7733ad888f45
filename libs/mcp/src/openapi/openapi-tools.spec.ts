import { describe, expect, it } from '@jest/globals';
import { ArgumentChecker } from '../schema/check-arguments.js';
import { parsed, toolOf, toolsOf } from '../fixtures/openapi-document.js';

const checker = new ArgumentChecker();
const fits = (schema: Buffer, args: unknown): string => checker.check(schema, Buffer.from(JSON.stringify(args))).kind;
const ok = { 200: { description: 'ok' } };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

describe('an operation', () => {
  it('is a tool with its name, words, arguments and hints', () => {
    const tool = toolOf('/pets/{id}', 'delete', {
      operationId: 'deletePet',
      summary: 'Removes a pet',
      description: 'For ever.',
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, description: 'Whose' },
        { name: 'force', in: 'query', schema: { type: 'boolean', default: false } },
        { name: 'X-Reason', in: 'header', schema: { type: 'string' } },
        { name: 'session', in: 'cookie', schema: { type: 'string' } },
        { name: 'Authorization', in: 'header', schema: { type: 'string' } },
      ],
      responses: ok,
    });
    expect(parsed(tool.definition)).toEqual({
      name: 'deletePet',
      title: 'Removes a pet',
      description: 'Removes a pet\n\nFor ever.',
      inputSchema: {
        type: 'object',
        properties: {
          id: { type: 'integer', description: 'Whose' },
          force: { type: 'boolean', default: false },
          'X-Reason': { type: 'string' },
        },
        required: ['id'],
        additionalProperties: false,
      },
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
    });
  });

  it.each([
    ['get', { readOnlyHint: true }],
    ['head', { readOnlyHint: true }],
    ['put', { readOnlyHint: false, idempotentHint: true }],
    ['post', { readOnlyHint: false }],
  ])('of %s says what HTTP says of it', (method, annotations) =>
    expect(parsed(toolOf('/a', method, { responses: ok }).definition)['annotations']).toEqual(annotations),
  );

  it('has its body as one argument beside the parameters', () => {
    const body = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
    const tool = toolOf('/pets', 'post', { requestBody: { required: true, ...json(body) }, responses: ok });
    expect(parsed(tool.inputSchema)).toMatchObject({ properties: { body }, required: ['body'] });
  });

  it('loses no parameter where several want one name', () => {
    const parameter = (name: string, place: string) => ({ name, in: place, required: place === 'path', schema: {} });
    const tool = toolOf('/pets/{id}', 'put', {
      parameters: [
        parameter('id', 'path'), parameter('id', 'query'), parameter('id', 'header'), parameter('body', 'query'),
        parameter('filter[a]', 'query'), parameter('filter(a)', 'query'), parameter('$top', 'query'),
      ],
      requestBody: json({ type: 'object' }),
      responses: ok,
    }); // prettier-ignore
    expect(tool.parameters.map(({ argument, parameter: { place, name } }) => `${argument} = ${place} ${name}`)).toEqual([
      'path_id = path id', 'query_id = query id', 'header_id = header id', 'query_body = query body',
      'query_filter_a_ = query filter[a]', 'query_filter_a__2 = query filter(a)', '_top = query $top',
    ]); // prettier-ignore
    expect(Object.keys(parsed(tool.inputSchema)['properties'] as object)).toHaveLength(8);
  });

  it('takes its parameters from its path, and replaces them', () => {
    const tools = toolsOf({
      '/a/{id}': {
        parameters: [
          { $ref: '#/components/parameters/Id' },
          { name: 'q', in: 'query', schema: { type: 'string' } },
        ],
        get: { parameters: [{ name: 'q', in: 'query', schema: { type: 'integer' } }], responses: ok },
      },
    }, { components: { parameters: { Id: { name: 'id', in: 'path', required: true, schema: { type: 'string' } } } } }); // prettier-ignore
    const schema = parsed(tools.find('get_a_id')?.inputSchema ?? Buffer.from('{}'));
    expect(schema['properties']).toEqual({ id: { type: 'string' }, q: { type: 'integer' } });
  });
});

describe('names', () => {
  const named = (paths: Record<string, string | undefined>) =>
    toolsOf(
      Object.fromEntries(
        Object.entries(paths).map(([path, operationId]) => [path, { get: { operationId, responses: ok } }]),
      ),
    ).names;

  it('are made to fit, from method and path where there is none', () => {
    expect(named({ '/a': 'list pets/all', '/b-c/x.json': undefined, '/': undefined, '/d': '…' })).toEqual([
      'list_pets_all', 'get_b-c_x.json', 'get', 'get_d',
    ]); // prettier-ignore
    const [long = ''] = named({ '/a': 'x'.repeat(300) });
    expect(long).toMatch(/^x{118}_[0-9a-f]{6}$/);
  });

  it('are unique, whatever the order of the document', () => {
    const one = named({ '/a': 'get it', '/b': 'get_it', '/c': 'other' });
    const other = named({ '/c': 'other', '/b': 'get_it', '/a': 'get it' });
    expect(new Set(one).size).toBe(3);
    expect(one[2]).toBe('other');
    expect(one.toSorted()).toEqual(other.toSorted());
    for (const name of one) expect(name).toMatch(/^[A-Za-z0-9_.-]{1,128}$/);
  });
});

describe('schemas', () => {
  const body = (schema: object, more: object = {}) => {
    const tool = toolOf('/a', 'post', { requestBody: { required: true, ...json(schema) }, responses: ok }, more);
    return { tool, schema: (parsed(tool.inputSchema)['properties'] as Record<string, unknown>)['body'] };
  };

  it('of 3.0 become JSON Schema 2020-12', () => {
    const { schema, tool } = body(
      {
        type: 'object',
        properties: {
          a: { type: 'integer', minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
          b: { type: 'string', nullable: true, enum: ['x'], example: 'x', xml: { name: 'b' } },
          c: { nullable: true, allOf: [{ $ref: '#/components/schemas/C' }], description: 'C' },
          d: { type: 'string', format: 'byte', 'x-mcp-header': 'D' },
          e: { $ref: '#/components/schemas/C', nullable: true, minLength: 3 },
        },
      },
      { openapi: '3.0.3', components: { schemas: { C: { type: 'string', discriminator: { propertyName: 'x' } } } } },
    );
    expect(schema).toEqual({
      type: 'object',
      properties: {
        a: { type: 'integer', exclusiveMinimum: 0, maximum: 9 },
        b: { type: ['string', 'null'], enum: ['x', null], examples: ['x'] },
        c: { description: 'C', anyOf: [{ allOf: [{ type: 'string' }] }, { type: 'null' }] },
        d: { type: 'string', format: 'byte', contentEncoding: 'base64' },
        e: { type: 'string' },
      },
    });
    expect(fits(tool.inputSchema, { body: { a: 1, b: null, c: null } })).toBe('fits');
    expect(fits(tool.inputSchema, { body: { a: 0 } })).toBe('misfit');
  });

  it('of 3.1 stay what they are, with what stands beside a reference', () => {
    const { schema } = body(
      {
        type: ['object', 'null'],
        properties: {
          a: { $ref: '#/components/schemas/A', description: 'own' },
          b: { $ref: '#/components/schemas/A', minLength: 2 },
          c: { prefixItems: [true, { const: null }], exclusiveMinimum: 3 },
        },
        unevaluatedProperties: false,
        discriminator: { propertyName: 'a' },
      },
      { components: { schemas: { A: { type: 'string', description: 'of A' } } } },
    );
    expect(schema).toEqual({
      type: ['object', 'null'],
      properties: {
        a: { type: 'string', description: 'own' },
        b: { minLength: 2, allOf: [{ type: 'string', description: 'of A' }] },
        c: { prefixItems: [true, { const: null }], exclusiveMinimum: 3 },
      },
      unevaluatedProperties: false,
    });
  });

  it('that lead back to themselves become definitions', () => {
    const { tool } = body(
      { $ref: '#/components/schemas/Node' },
      {
        components: {
          schemas: {
            Node: { type: 'object', properties: { name: { $ref: '#/components/schemas/Name' }, next: { $ref: '#/components/schemas/Pair' } }, required: ['name'] },
            Pair: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
            Name: { type: 'string' },
          },
        },
      },
    ); // prettier-ignore
    const schema = parsed(tool.inputSchema) as { properties: object; $defs: Record<string, object> };
    expect(schema.properties).toEqual({ body: { $ref: '#/$defs/Node' } });
    expect(schema.$defs['Node']).toMatchObject({
      properties: { name: { type: 'string' }, next: { $ref: '#/$defs/Pair' } },
    });
    expect(fits(tool.inputSchema, { body: { name: 'a', next: [{ name: 'b', next: [] }] } })).toBe('fits');
    expect(fits(tool.inputSchema, { body: { name: 'a', next: [{}] } })).toBe('misfit');
  });

  it('that need themselves about one value, as kinds and their base do, are left open there', () => {
    const schemas = {
      Pet: { type: 'object', required: ['kind'], oneOf: [{ $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cat' }], discriminator: { propertyName: 'kind' } },
      Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { kind: { const: 'dog' }, barks: { type: 'boolean' } } }] },
      Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { kind: { const: 'cat' }, friends: { type: 'array', items: { $ref: '#/components/schemas/Pet' } } } }] },
      Self: { $ref: '#/components/schemas/Pet', allOf: [{ $ref: '#/components/schemas/Self' }] },
    };
    const { tool } = body({ $ref: '#/components/schemas/Pet' }, { components: { schemas } });
    expect(fits(tool.inputSchema, { body: { kind: 'dog', barks: true } })).toBe('fits');
    expect(fits(tool.inputSchema, { body: { kind: 'dog', barks: 3 } })).toBe('misfit');
    expect(fits(tool.inputSchema, { body: { kind: 'cat', friends: [{ kind: 'dog' }] } })).toBe('fits');
    expect(fits(tool.inputSchema, { body: { kind: 'cat', friends: [{ kind: 'cow' }] } })).toBe('misfit');
    const self = body({ $ref: '#/components/schemas/Self' }, { components: { schemas } }).tool;
    expect(fits(self.inputSchema, { body: { kind: 'dog' } })).toBe('fits');
  }); // prettier-ignore

  it('that double at each step do not grow without end', () => {
    const schemas: Record<string, object> = { S30: { type: 'string' } };
    for (let i = 0; i < 30; i++) {
      const $ref = `#/components/schemas/S${i + 1}`;
      schemas[`S${i}`] = { type: 'object', properties: { a: { $ref }, b: { $ref } } };
    }
    const { tool } = body({ $ref: '#/components/schemas/S0' }, { components: { schemas } });
    expect(tool.inputSchema.length).toBeLessThan(100_000);
    expect(fits(tool.inputSchema, { body: { a: { b: { a: 1 } } } })).toBe('misfit');
    expect(fits(tool.inputSchema, { body: { a: { b: { a: {} } } } })).toBe('fits');
  });

  it('of a request leave out what only answers have, and the other way round', () => {
    const Pet = {
      allOf: [
        { type: 'object', properties: { id: { type: 'integer', readOnly: true }, secret: { type: 'string', writeOnly: true } } },
        { required: ['id', 'secret'] },
      ],
    }; // prettier-ignore
    const $ref = '#/components/schemas/Pet';
    const tool = toolOf(
      '/a',
      'post',
      { requestBody: json({ $ref }), responses: { 200: json({ $ref }) } },
      { components: { schemas: { Pet } } },
    );
    const definition = parsed(tool.definition) as { outputSchema: object; inputSchema: { properties: object } };
    expect(definition.inputSchema.properties).toMatchObject({ body: { allOf: [{ properties: { secret: {} } }, { required: ['secret'] }] } });
    expect(JSON.stringify(definition.inputSchema)).not.toContain('"id"');
    expect(definition.outputSchema).toMatchObject({ type: 'object', allOf: [{ properties: { id: {} } }, { required: ['id'] }] });
    expect(JSON.stringify(definition.outputSchema)).not.toContain('secret');
  }); // prettier-ignore

  it('keep a pattern that no JavaScript knows as a comment', () => {
    const { schema, tool } = body({ type: 'string', pattern: '(?i)abc' });
    expect(schema).toMatchObject({ type: 'string', $comment: expect.stringContaining('(?i)abc') });
    expect(fits(tool.inputSchema, { body: 'x' })).toBe('fits');
  });
});

describe('an output schema', () => {
  const output = (responses: object) => parsed(toolOf('/a', 'get', { responses }).definition)['outputSchema'];
  const object = { type: 'object', properties: { a: { type: 'string' } } };

  it('is that of the successful answer where it is an object', () => {
    expect(output({ 200: json(object), 404: json({ type: 'array' }), default: json({}) })).toEqual(object);
    expect(output({ '2XX': json(object) })).toEqual(object);
    expect(output({ 200: json(object), 201: json({ type: 'object' }) })).toEqual({
      anyOf: [object, { type: 'object' }],
      type: 'object',
    });
  });

  it.each([
    ['a list', { 200: json({ type: 'array' }) }],
    ['perhaps null', { 200: json({ type: ['object', 'null'] }) }],
    ['nothing in one case', { 200: json(object), 204: { description: 'gone' } }],
    ['of another type too', { 200: { content: { 'application/json': { schema: object }, 'text/csv': {} } } }],
    ['not described', { 200: { description: 'ok' } }],
    ['described for errors only', { 400: json(object) }],
  ])('is not there where the answer is %s', (_what, responses) => expect(output(responses)).toBeUndefined());
});
