import { describe, expect, it } from '@jest/globals';
import { ArgumentChecker, wordsOf } from './check-arguments.js';
import { CompileBudget } from './compile-budget.js';

const checker = new ArgumentChecker({ checkMs: 200 });
const check = (schema: unknown, args: string | null) =>
  checker.check(Buffer.from(JSON.stringify(schema)), args === null ? null : Buffer.from(args));
const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0 }, tags: { type: 'array', items: { type: 'string' } } },
  required: ['name'],
  additionalProperties: false,
}; // prettier-ignore

describe('arguments', () => {
  it.each([
    ['{"name":"Ann","age":3,"tags":["a"]}'],
    ['{"name":"Ann","age":9007199254740993}'],
    ['{"name":"Ann","age":1e400}'],
    ['{"name":"Ann","age":3.0}'],
  ])('that fit: %s', (args) => expect(check(person, args)).toEqual({ kind: 'fits' }));

  it.each([
    ['{"age":3}', '', 'required', 'name'],
    ['{"name":1}', '/name', 'type', 'string'],
    ['{"name":"Ann","age":-1}', '/age', 'minimum', '>= 0'],
    ['{"name":"Ann","tags":["a",2]}', '/tags/1', 'type', 'string'],
    ['{"name":"Ann","naem":1}', '', 'additionalProperties', '"naem"'],
    ['{"name":"Ann","\\u006eame":"Bob"}', '', 'duplicate', 'twice'],
    ['{"name":"Ann","toString":1}', '', 'additionalProperties', '"toString"'],
  ])('that do not: %s names %j and %s', (args, path, rule, word) => {
    const verdict = check(person, args);
    expect(verdict).toMatchObject({ kind: 'misfit', faults: [{ path, rule }] });
    if (verdict.kind === 'misfit') expect(wordsOf(verdict.faults)).toContain(word);
  });

  it('that are absent count as an empty object', () => {
    expect(check(person, null)).toMatchObject({ kind: 'misfit', faults: [{ rule: 'required' }] });
    expect(check({ type: 'object' }, null)).toEqual({ kind: 'fits' });
  });

  it('must have what an object only inherits', () =>
    expect(check({ required: ['toString'] }, '{}')).toMatchObject({ kind: 'misfit' }));

  it('never quote the value that is wrong', () => {
    const verdict = check(person, '{"name":"Ann","age":"a secret"}');
    expect(JSON.stringify(verdict)).not.toContain('secret');
  });
});

describe('a schema', () => {
  it('may be recursive', () => {
    const tree = { $ref: '#/$defs/n', $defs: { n: { type: 'object', properties: { next: { $ref: '#/$defs/n' } } } } };
    expect(check(tree, '{"next":{"next":{}}}')).toEqual({ kind: 'fits' });
    expect(check(tree, '{"next":{"next":1}}')).toMatchObject({ kind: 'misfit', faults: [{ path: '/next/next' }] });
  });

  it.each(['$ref', '$dynamicRef'])('may refer to itself as a whole, by %s', (keyword) => {
    const list = { type: 'object', properties: { next: { [keyword]: '#' }, nullable: { type: 'integer' } } };
    expect(check(list, '{"next":{"next":{}}}')).toEqual({ kind: 'fits' });
    expect(check(list, '{"next":{"next":1}}')).toMatchObject({ kind: 'misfit', faults: [{ path: '/next/next' }] });
    expect(check(list, '{"nullable":"a"}')).toMatchObject({ kind: 'misfit', faults: [{ path: '/nullable' }] });
  });

  it('with a keyword that is not of JSON Schema is read without it', () => {
    const schema = { properties: { a: { nullable: true, anyOf: [{ type: 'integer' }] } } };
    expect(check(schema, '{"a":1}')).toEqual({ kind: 'fits' });
    expect(check(schema, '{"a":"b"}')).toMatchObject({ kind: 'misfit' });
  });

  it('of an older draft is read as that', () => {
    const schema = { $schema: 'http://json-schema.org/draft-07/schema#', items: [{ type: 'string' }] };
    expect(check(schema, '[1]')).toMatchObject({ kind: 'misfit', faults: [{ path: '/0' }] });
  });

  it.each([
    ['an unknown type', { type: 'foo' }],
    ['a reference to the network', { $ref: 'https://example.com/schema' }],
    ['a reference to itself that leads nowhere', { $dynamicRef: '#' }],
    ['a pattern that is none', { pattern: '(' }],
    ['a keyword of another type', { required: true }],
    ['no schema', 3],
    ['too deep a schema', JSON.parse(`${'{"not":'.repeat(80)}{}${'}'.repeat(80)}`)],
    ['too large a schema', { description: 'x'.repeat(300_000) }],
  ])('with %s leaves arguments unchecked, and says so', (_what, schema) => {
    expect(check(schema, '{}')).toMatchObject({ kind: 'unchecked', problem: expect.stringContaining('schema') });
  });
});

describe('time', () => {
  const within = (work: () => unknown): unknown => {
    const startedAtMs = performance.now();
    const value = work();
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
    return value;
  };

  it('of a pattern that would run for ever is bounded', () => {
    const schema = { properties: { a: { type: 'string', pattern: '^(a+)+$' } } };
    const args = JSON.stringify({ a: `${'a'.repeat(60)}b` });
    expect(within(() => check(schema, args))).toMatchObject({ kind: 'unchecked', problem: expect.stringContaining('200 ms') });
    expect(check(schema, '{"a":"aaa"}')).toEqual({ kind: 'fits' });
  }); // prettier-ignore

  it('of references that double at each step is bounded', () => {
    const $defs: Record<string, unknown> = { d60: { type: 'string' } };
    for (let i = 0; i < 60; i++) $defs[`d${i}`] = { allOf: [1, 2].map(() => ({ $ref: `#/$defs/d${i + 1}` })) };
    expect(within(() => check({ $ref: '#/$defs/d0', $defs }, '"x"'))).toMatchObject({ kind: 'unchecked' });
  });

  it('of comparing all elements with all is bounded', () => {
    const args = JSON.stringify(Array.from({ length: 60_000 }, (_, i) => ({ i })));
    expect(within(() => check({ uniqueItems: true }, args))).toMatchObject({ kind: 'unchecked' });
  });
});

it('keeps no more schemas than it may', () => {
  const small = new ArgumentChecker({ schemasMax: 2 });
  const schemas = [1, 2, 3].map((minimum) => Buffer.from(JSON.stringify({ properties: { a: { minimum } } })));
  for (const round of [0, 1]) {
    for (const schema of schemas) {
      expect([round, small.check(schema, Buffer.from('{"a":0}')).kind]).toEqual([round, 'misfit']);
    }
  }
  expect((small as unknown as { schemas: Map<string, unknown> }).schemas.size).toBe(2);
});

it('makes code of schemas within a budget for each owner, and uses what it has made', () => {
  let nowMs = 0;
  const budget = new CompileBudget(() => nowMs);
  const own = new ArgumentChecker({}, budget);
  const schemas = [1, 2].map((minimum) => Buffer.from(JSON.stringify({ properties: { a: { minimum } } })));
  const kindOf = (i: 0 | 1, owner: string) => own.check(schemas[i] as Buffer, Buffer.from('{"a":3}'), owner).kind;
  expect(kindOf(0, 'many')).toBe('fits');
  budget.spend('many', 3_100);
  expect([kindOf(0, 'many'), kindOf(1, 'many')]).toEqual(['fits', 'unchecked']);
  nowMs = 2_000;
  expect(kindOf(1, 'many')).toBe('fits');
  budget.spend('many', 3_100);
  expect(own.check(Buffer.from('{"type":"object"}'), null, 'few').kind).toBe('fits');
});
