import { describe, expect, it } from '@jest/globals';
import { errorOf } from './api-error.js';

const answer = (body: unknown, headers: Record<string, string> = {}): Promise<unknown> =>
  errorOf(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status: 429, headers }));

describe('the error of an answer', () => {
  it('is what the service says, with its fields and how long to wait', async () => {
    const details = [{ field: 'name', message: 'is taken' }];
    const error = { code: 'rate_limited', message: 'Too many.', request_id: 'req_1', details };
    expect(await answer({ error }, { 'retry-after': '7', 'x-request-id': 'req_2' })).toMatchObject({
      status: 429, code: 'rate_limited', message: 'Too many.', requestId: 'req_1', more: { details, retryAfterSeconds: 7 },
    }); // prettier-ignore
  });

  it('has the number of an MCP error as its code, and the request of the header', async () => {
    const body = { jsonrpc: '2.0', id: 1, error: { code: -32602, message: 'No such tool.' } };
    expect(await answer(body, { 'x-request-id': 'req_2' })).toMatchObject({
      code: '-32602',
      message: 'No such tool.',
      requestId: 'req_2',
    });
  });

  it.each(['<html>Bad gateway</html>', {}, { error: null }, { error: 'x' }, { error: { code: 'x' } }])(
    'is unknown where something else answered: %j',
    async (body) => {
      expect(await answer(body)).toMatchObject({ status: 429, code: 'unknown', message: '', requestId: null });
    },
  );
});
