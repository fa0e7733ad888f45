import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asLegacyResult, asModernResult, asModernResultStream } from './results.js';

const modern = (method: string, json: string): string => asModernResult(method, Buffer.from(json)).toString();

async function streamed(method: string, parts: string[]): Promise<string> {
  async function* source(): AsyncGenerator<Buffer> {
    for (const part of parts) yield await Promise.resolve(Buffer.from(part));
  }
  const out: Buffer[] = [];
  for await (const part of asModernResultStream(method, source())) out.push(part);
  return Buffer.concat(out).toString();
}

describe('a legacy result for a modern client', () => {
  it('gets a type, and for what may be kept says that it may not', () => {
    expect(modern('tools/call', '{"n":9007199254740993}')).toBe('{"resultType":"complete","n":9007199254740993}');
    expect(modern('tools/call', '{ }')).toBe('{"resultType":"complete" }');
    expect(JSON.parse(modern('tools/list', '{"tools":[]}'))).toEqual({
      resultType: 'complete',
      ttlMs: 0,
      cacheScope: 'private',
      tools: [],
    });
  });

  it('is left alone where it has a type', () => {
    expect(modern('tools/call', '{"resultType":"input_required"}')).toBe('{"resultType":"input_required"}');
  });

  it('is the same in pieces of any size', async () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value, undefined, 1));
    await fc.assert(
      fc.asyncProperty(object, fc.integer({ min: 1, max: 9 }), async (json, size) => {
        fc.pre(!json.includes('resultType'));
        const parts = json.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        expect(JSON.parse(await streamed('tools/list', parts))).toEqual(JSON.parse(modern('tools/list', json)));
      }),
    );
  });
});

const legacy = (method: string, json: string): string => asLegacyResult(method, Buffer.from(json)).toString();

it('a modern result for a legacy client loses what is modern only, where that is the protocol’s', () => {
  expect(legacy('tools/list', '{"resultType":"complete","tools":[ 1e400],"ttlMs":5,"cacheScope":"public"}')).toBe(
    '{"tools":[ 1e400]}',
  );
  expect(legacy('tools/call', '{"resultType":"complete","ttlMs":5}')).toBe('{"ttlMs":5}');
});
