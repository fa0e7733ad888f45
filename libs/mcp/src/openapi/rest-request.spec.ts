import { describe, expect, it } from '@jest/globals';
import { toolOf } from '../fixtures/openapi-document.js';
import { sliceOf } from '../raw/slice.js';
import { restRequest } from './rest-request.js';

const responses = { 200: { description: 'ok' } };
const colour = {
  array: '{"c":["blue","bl ack"]}',
  object: '{"c":{"R":100,"G":9007199254740993}}',
  text: '{"c":"bl&ue"}',
};

const targetOf = (path: string, parameters: object[], args: string, base = ''): string =>
  restRequest(base, toolOf(path, 'get', { parameters, responses }), sliceOf(Buffer.from(args))).target;
const query = (style: string | undefined, explode: boolean | undefined, args: string, more: object = {}): string =>
  targetOf('/a', [{ name: 'c', in: 'query', style, explode, ...more }], args);
const path = (style: string | undefined, explode: boolean | undefined, args: string): string =>
  targetOf('/a/{c}/b', [{ name: 'c', in: 'path', required: true, style, explode }], args);

describe('parameters of the query', () => {
  it.each([
    [undefined, undefined, colour.text, '/a?c=bl%26ue'],
    [undefined, undefined, colour.array, '/a?c=blue&c=bl%20ack'],
    [undefined, undefined, colour.object, '/a?R=100&G=9007199254740993'],
    ['form', false, colour.array, '/a?c=blue,bl%20ack'],
    ['form', false, colour.object, '/a?c=R,100,G,9007199254740993'],
    ['spaceDelimited', false, colour.array, '/a?c=blue%20bl%20ack'],
    ['spaceDelimited', false, colour.object, '/a?c=R%20100%20G%209007199254740993'],
    ['spaceDelimited', true, colour.array, '/a?c=blue&c=bl%20ack'],
    ['pipeDelimited', false, colour.array, '/a?c=blue%7Cbl%20ack'],
    ['pipeDelimited', false, colour.object, '/a?c=R%7C100%7CG%7C9007199254740993'],
    ['deepObject', true, colour.object, '/a?c%5BR%5D=100&c%5BG%5D=9007199254740993'],
    ['deepObject', true, '{"c":{"a":{"b":[1,2.50]},"n":null}}', '/a?c%5Ba%5D%5Bb%5D=1&c%5Ba%5D%5Bb%5D=2.50'],
    [undefined, undefined, '{"c":[1.0,1e400,true,{"a":[1]}]}', '/a?c=1.0&c=1e400&c=true&c=%7B%22a%22%3A%5B1%5D%7D'],
    [undefined, undefined, '{"c":null}', '/a'],
    [undefined, undefined, '{"c":[]}', '/a'],
    [undefined, undefined, '{"c":{}}', '/a'],
    [undefined, undefined, '{"c":""}', '/a?c='],
    [undefined, undefined, '{"c":"é😀\\ud800"}', '/a?c=%C3%A9%F0%9F%98%80%EF%BF%BD'],
  ])('of style %s, explode %s: %s', (style, explode, args, expected) =>
    expect(query(style, explode, args)).toBe(expected),
  );

  it('keep what has a meaning in URLs where the document says so, but for what ends a value', () => {
    const args = '{"c":"a/b?c:d&e=f#g+h"}';
    expect(query(undefined, undefined, args, { allowReserved: true })).toBe('/a?c=a/b?c:d%26e%3Df%23g%2Bh');
    expect(query(undefined, undefined, args)).toBe('/a?c=a%2Fb%3Fc%3Ad%26e%3Df%23g%2Bh');
  });

  it('are JSON where they have a media type', () => {
    const parameters = [{ name: 'c', in: 'query', content: { 'application/json': {} } }];
    expect(targetOf('/a', parameters, '{"c":{"b": 9007199254740993}}')).toBe(
      `/a?c=${encodeURIComponent('{"b": 9007199254740993}')}`,
    );
  });

  it('have their own names, whatever the arguments are called', () =>
    expect(targetOf('/a', [{ name: 'filter[a]', in: 'query' }], '{"filter_a_":1}')).toBe('/a?filter%5Ba%5D=1'));
});

describe('parameters of the path', () => {
  it.each([
    [undefined, undefined, colour.text, '/a/bl%26ue/b'],
    [undefined, undefined, colour.array, '/a/blue,bl%20ack/b'],
    [undefined, undefined, colour.object, '/a/R,100,G,9007199254740993/b'],
    ['simple', true, colour.object, '/a/R=100,G=9007199254740993/b'],
    ['label', undefined, colour.text, '/a/.bl%26ue/b'],
    ['label', undefined, colour.array, '/a/.blue,bl%20ack/b'],
    ['label', true, colour.array, '/a/.blue.bl%20ack/b'],
    ['label', undefined, colour.object, '/a/.R,100,G,9007199254740993/b'],
    ['label', true, colour.object, '/a/.R=100.G=9007199254740993/b'],
    ['matrix', undefined, colour.text, '/a/;c=bl%26ue/b'],
    ['matrix', undefined, '{"c":""}', '/a/;c/b'],
    ['matrix', undefined, colour.array, '/a/;c=blue,bl%20ack/b'],
    ['matrix', true, colour.array, '/a/;c=blue;c=bl%20ack/b'],
    ['matrix', undefined, colour.object, '/a/;c=R,100,G,9007199254740993/b'],
    ['matrix', true, colour.object, '/a/;R=100;G=9007199254740993/b'],
    [undefined, undefined, '{"c":"x/..y/admin?x#y"}', '/a/x%2F..y%2Fadmin%3Fx%23y/b'],
  ])('of style %s, explode %s: %s', (style, explode, args, expected) =>
    expect(path(style, explode, args)).toBe(expected),
  );

  it.each(['{"c":""}', '{"c":null}', '{"c":[]}', '{"c":".."}', '{"c":"."}', '{"c":"../../admin"}', '{"c":"a\\\\..\\\\b"}', '{"c":"a/.."}'])('refuse %s, which would lead elsewhere', (args) =>
    expect(() => path(undefined, undefined, args)).toThrow(expect.objectContaining({ name: 'ArgumentProblem' })),
  ); // prettier-ignore

  it('stand below the path of the base URL', () =>
    expect(targetOf('/a b/{c}', [{ name: 'c', in: 'path', required: true }], '{"c":7}', '/api/v2')).toBe(
      '/api/v2/a%20b/7',
    ));
});

describe('headers', () => {
  const headers = (args: string, more: object = {}): string[] => {
    const tool = toolOf('/a', 'get', { parameters: [{ name: 'X-C', in: 'header', ...more }], responses });
    return restRequest('', tool, sliceOf(Buffer.from(args))).headers;
  };

  it('are written simply', () => {
    expect(headers('{"X-C":9007199254740993}')).toEqual(['x-c', '9007199254740993']);
    expect(headers('{"X-C":["a","b"]}')).toEqual(['x-c', 'a,b']);
    expect(headers('{"X-C":{"a":1}}')).toEqual(['x-c', 'a,1']);
    expect(headers('{"X-C":{"a":1}}', { explode: true })).toEqual(['x-c', 'a=1']);
    expect(headers('{"X-C":null}')).toEqual([]);
  });

  it('that would be too long are refused', () => {
    expect(() => headers(`{"X-C":"${'x'.repeat(17_000)}"}`)).toThrow(
      expect.objectContaining({ name: 'ArgumentProblem' }),
    );
  });

  it.each(['a\\r\\nb: c', 'é', '\\u0000'])('refuse %s', (text) =>
    expect(() => headers(`{"X-C":"${text}"}`)).toThrow(expect.objectContaining({ name: 'ArgumentProblem' })),
  );
});

describe('a body', () => {
  const sent = (content: object, args: string) => {
    const { headers, body } = restRequest('', toolOf('/a', 'post', { requestBody: { content }, responses }), sliceOf(Buffer.from(args)));
    return [headers[1], body?.toString()];
  }; // prettier-ignore

  it('of JSON goes on as it came, byte for byte', () => {
    const body = '{ "b": 9007199254740993, "a":1.0, "u": "\\u00e9" }';
    expect(sent({ 'application/json': {} }, `{"body":${body}}`)).toEqual(['application/json', body]);
    expect(sent({ 'text/plain': {}, 'application/merge-patch+json': {} }, '{"body":null}')).toEqual([
      'application/merge-patch+json',
      'null',
    ]);
    expect(sent({ '*/*': {} }, '{"body":[1]}')).toEqual(['application/json', '[1]']);
  });

  it('of a form has its fields in the styles of the document', () => {
    const form = { encoding: { l: { style: 'form', explode: false }, o: { style: 'deepObject' } } };
    const args = '{"body":{"a":"x y&z","n":9007199254740993,"l":[1,2],"m":[1,2],"o":{"k":1},"j":{"k": 1},"z":null}}';
    expect(sent({ 'application/x-www-form-urlencoded': form }, args)).toEqual([
      'application/x-www-form-urlencoded',
      'a=x%20y%26z&n=9007199254740993&l=1,2&m=1&m=2&o%5Bk%5D=1&j=%7B%22k%22%3A%201%7D',
    ]);
  });

  it('of text is the decoded string', () =>
    expect(sent({ 'text/csv': {} }, '{"body":"a;b\\n1;é"}')).toEqual(['text/csv', 'a;b\n1;é']));

  it('that is not given is not sent', () =>
    expect(sent({ 'application/json': {} }, '{}')).toEqual([undefined, undefined]));
});
