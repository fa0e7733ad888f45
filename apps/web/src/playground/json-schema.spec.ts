import { describe, expect, it } from '@jest/globals';
import { kindOf, missingOf, optionsOf, resolved, startOf, type Schema } from './json-schema';

const root: Schema = {
  type: 'object',
  required: ['to'],
  properties: {
    to: { $ref: '#/$defs/Place' },
    nights: { anyOf: [{ type: 'integer' }, { type: 'null' }], default: 2 },
    tags: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
    loop: { $ref: '#/properties/loop' },
  },
  $defs: { Place: { type: 'string', enum: ['Oslo', 'Rome'], enumNames: ['Oslo (N)', 'Rome (I)'] } },
};
const property = (name: string): Schema => resolved(root.properties?.[name] ?? {}, root);

describe('a form of a JSON Schema', () => {
  it('follows references and takes “X or null” for X', () => {
    expect(kindOf(property('to'), root)).toBe('choice');
    expect(optionsOf(property('to'))?.map(({ label }) => label)).toEqual(['Oslo (N)', 'Rome (I)']);
    expect(kindOf(property('nights'), root)).toBe('integer');
    expect(kindOf(property('tags'), root)).toBe('choices');
  });

  it('leaves to JSON what leads back to itself or may be several things', () => {
    expect(kindOf(property('loop'), root)).toBe('json');
    expect(kindOf({ anyOf: [{ type: 'string' }, { type: 'number' }] }, root)).toBe('json');
    expect(kindOf({ type: 'object' }, root)).toBe('json');
  });

  it('takes titled constants as a choice', () =>
    expect(optionsOf({ oneOf: [{ const: 'x', title: 'Ex' }] })).toEqual([{ value: 'x', label: 'Ex' }]));

  it('begins with the defaults and knows what is missing', () => {
    expect(startOf(root)).toEqual({ nights: 2 });
    expect(missingOf(root, {})).toEqual(['to']);
  });
});
