import { describe, expect, it } from '@jest/globals';
import { prefillOf } from './from-trace';

type Span = Parameters<typeof prefillOf>[0][number];
const span = (body: string | null, more: Partial<Span> = {}): Span =>
  ({
    span_id: '1',
    kind: 'call',
    operation: 'tools/call',
    mcp_server: 's',
    tool_name: 't',
    request_body: body,
    ...more,
  }) as Span;

describe('what a trace prefills', () => {
  it('takes the arguments of JSON-RPC and of REST', () => {
    const rpc = '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"t","arguments":{"a":1}}}';
    expect(prefillOf([span(rpc)], null)).toEqual({ server: 's', tool: 't', arguments: { a: 1 }, whole: true });
    expect(prefillOf([span('{"tool":"t","arguments":{"a":1}}')], null)?.arguments).toEqual({ a: 1 });
    expect(prefillOf([span('{"tool":"t"}')], null)).toMatchObject({ arguments: {}, whole: true });
  });

  it('says where the body was cut', () =>
    expect(prefillOf([span('{"tool":"t","argum')], null)).toMatchObject({ arguments: {}, whole: false }));

  it('prefers the span that was chosen, and knows no tool in lists', () => {
    const other = span('{"tool":"u","arguments":{}}', { span_id: '2', tool_name: 'u' });
    expect(prefillOf([span('{}'), other], '2')?.tool).toBe('u');
    expect(prefillOf([span('{}', { operation: 'tools/list', tool_name: '' })], null)).toBeNull();
  });
});
