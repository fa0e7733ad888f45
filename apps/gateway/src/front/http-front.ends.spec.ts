import { connect } from 'node:net';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyVerdict } from '@gatewayops/contracts';
import {
  BODY_BYTES_MAX,
  KEY,
  PRICE_MICRO_USD,
  PRINCIPAL,
  serverAt,
  startGateway,
  until,
  type Gateway,
} from './front.fixture.js';
import { idIn, scriptedServer, type Scripted } from './scripted-server.fixture.js';
import { connectionHeader, sendBy } from './client.fixture.js';

describe.each(['wire', 'library'] as const)('read by the %s:', (way) => {
  beforeEach(() => sendBy(way));

  let upstream: Scripted;
  let gateway: Gateway;

  beforeEach(async () => {
    upstream = await scriptedServer('modern');
    gateway = await startGateway([serverAt('files', upstream.url)]);
  });
  afterEach(async () => {
    if (gateway.defects.length > 0) throw gateway.defects[0];
    await gateway.close();
    await upstream.close();
  });

  const CALL = '{"tool":"read_it","arguments":{}}';
  const headersOf = (more: Record<string, string | number> = {}) => ({
    authorization: `Bearer ${KEY}`,
    'content-type': 'application/json',
    ...connectionHeader(),
    ...more,
  });
  const open = (more = {}, path = '/v1/mcp/files/tools/call') =>
    httpRequest(`${gateway.url}${path}`, { method: 'POST', headers: headersOf(more), agent: false });

  interface Received {
    status: number;
    text: string;
    /** Whether the answer came to its end. */
    complete: boolean;
  }

  function receive(request: ReturnType<typeof open>): Promise<Received> {
    return new Promise((resolve, reject) => {
      request.on('error', reject);
      request.on('response', (response: IncomingMessage) => {
        let text = '';
        response.on('data', (part: Buffer) => (text += part.toString()));
        response.on('error', () => undefined);
        response.on('close', () => resolve({ status: response.statusCode!, text, complete: response.complete }));
      });
    });
  }

  /** Begins a result that is streamed, and lets the test end it. */
  function streamed(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write(`{"jsonrpc":"2.0","id":${idIn(body)},"result":{"content":[{"type":"text","text":"${'x'.repeat(200_000)}`);
} // prettier-ignore
  const STREAM_END = '"}],"n":9007199254740993}}';

  describe('a body', () => {
    it('larger than it says it may be is 413, before it is sent and while it is sent', async () => {
      const declared = open({ 'content-length': BODY_BYTES_MAX + 1 });
      const answer = receive(declared);
      declared.flushHeaders();
      expect((await answer).status).toBe(413);
      declared.destroy();

      const chunked = open({ 'transfer-encoding': 'chunked' });
      const late = receive(chunked);
      chunked.write('x'.repeat(BODY_BYTES_MAX));
      chunked.end('x');
      const { status, text } = await late;
      expect([status, JSON.parse(text).error.code]).toEqual([413, 'payload_too_large']);
    });

    it('of the largest size is taken', async () => {
      const request = open();
      const answer = receive(request);
      request.end(CALL + ' '.repeat(BODY_BYTES_MAX - CALL.length));
      expect((await answer).status).toBe(200);
    });

    it('that breaks off ends its call, and nothing is sent to the server', async () => {
    const socket = connect(gateway.port, '127.0.0.1');
    const head = Object.entries(headersOf({ host: '127.0.0.1', 'content-length': 100 })).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST /v1/mcp/files/tools/call HTTP/1.1\r\n${head.join('')}\r\n${CALL}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await gateway.whenEnded(1);
    expect(gateway.ended[0]!.record!.outcome.errorCode).toBe('client_closed');
    expect(upstream.seen).toEqual([]);
  }); // prettier-ignore

    it.each(['before', 'after'])('of a client that left while its key was looked up ends its call (left %s its body)', async (when) => {
    let answerFor: (verdict: KeyVerdict) => void = () => undefined;
    gateway.authenticate = () => new Promise((resolve) => (answerFor = resolve));
    const request = open({ 'content-length': CALL.length });
    request.on('error', () => undefined);
    request.flushHeaders();
    if (when === 'after') request.end(CALL);
    await new Promise((resolve) => setTimeout(resolve, 50));
    request.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    answerFor({ valid: true, principal: PRINCIPAL, generation: 1 });
    await gateway.whenEnded(1);
    expect(gateway.ended[0]!.record!.outcome.errorCode).toBe('client_closed');
    expect(upstream.seen).toEqual([]);
  }); // prettier-ignore
  });

  describe('a client that goes away', () => {
    it('while its server works: the server is told, the trace says so, nothing is charged', async () => {
      let told = false;
      upstream.answer = (_seen, response) => {
        response.on('close', () => (told = true));
        return undefined;
      };
      const request = open();
      request.on('error', () => undefined);
      request.end(CALL);
      await until(() => upstream.seen.length === 1);
      request.destroy();
      await gateway.whenEnded(1);
      await until(() => told);
      const { record } = gateway.ended[0]!;
      expect(record).toMatchObject({ outcome: { status: 'error', errorCode: 'client_closed' }, costMicroUsd: 0 });
    });

    it('in the middle of a long answer: the server is told, the trace says so, the answer is charged', async () => {
    let told = false;
    upstream.answer = ({ body }, response) => {
      streamed(response, body);
      response.on('close', () => (told = true));
      return undefined;
    };
    const request = open();
    request.on('error', () => undefined);
    request.on('response', (response: IncomingMessage) => response.once('data', () => request.destroy()).on('error', () => undefined));
    request.end(CALL);
    await gateway.whenEnded(1);
    await until(() => told);
    const { record } = gateway.ended[0]!;
    expect(record).toMatchObject({ outcome: { errorCode: 'client_closed' }, costMicroUsd: PRICE_MICRO_USD });
  }); // prettier-ignore
  });

  describe('a long answer', () => {
    it('passes while it arrives, byte for byte', async () => {
      upstream.answer = ({ body }, response) => {
        streamed(response, body);
        setTimeout(() => response.end(STREAM_END), 30);
        return undefined;
      };
      const request = open();
      const answer = receive(request);
      request.end(CALL);
      const { status, text, complete } = await answer;
      expect([status, complete]).toEqual([200, true]);
      expect(text).toContain('xx"}],"n":9007199254740993},"metadata":{');
    });

    it('that its server breaks off is cut and never completed; it is traced as its failure and costs nothing', async () => {
      upstream.answer = ({ body }, response) => {
        streamed(response, body);
        setTimeout(() => response.destroy(), 30);
        return undefined;
      };
      const request = open();
      const answer = receive(request);
      request.end(CALL);
      expect(await answer).toMatchObject({ status: 200, complete: false });
      await gateway.whenEnded(1);
      const { record } = gateway.ended[0]!;
      expect(record).toMatchObject({ outcome: { errorCode: 'upstream_error' }, costMicroUsd: 0 });
      expect(record!.attempts).toMatchObject([{ status: 'error' }]);
    });

    it('waits for a client that reads slowly, without a listener for each piece', async () => {
      const warnings: Error[] = [];
      const warned = (warning: Error) => warnings.push(warning);
      process.on('warning', warned);
      upstream.answer = ({ body }, response) => {
        streamed(response, body);
        for (let piece = 0; piece < 40; piece++) response.write('y'.repeat(100_000));
        response.end(STREAM_END);
        return undefined;
      };
      const request = open();
      const length = new Promise<number>((resolve) => {
        request.on('response', (response: IncomingMessage) => {
          let bytes = 0;
          response.on('data', (part: Buffer) => {
            bytes += part.length;
            response.pause();
            setTimeout(() => response.resume(), 1);
          });
          response.on('end', () => resolve(bytes));
        });
      });
      request.end(CALL);
      expect(await length).toBeGreaterThan(4_200_000);
      process.off('warning', warned);
      expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([]);
    });
  });

  describe('progress', () => {
  const META = '"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"progressToken":"p"}';
  const MODERN = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 't', accept: 'application/json, text/event-stream' };
  const body = `{"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"name":"t","arguments":{},${META}}}`;
  const progress = (token: string) => `data: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":${token},"progress":1}}\n\n`;
  const tokenIn = (text: string) => /"progressToken":\s*("[^"]*"|\d+)/.exec(text)![1]!;

  it('goes before its answer as events, and the answer is one line of one', async () => {
    upstream.answer = (seen, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(progress(tokenIn(seen.body)));
      response.end(`data: {"jsonrpc":"2.0","id":${idIn(seen.body)},\ndata: "result":{\ndata: "content":[]}}\n\n`);
      return undefined;
    };
    const request = open(MODERN, '/v1/mcp/files');
    const answer = receive(request);
    request.end(body);
    const { text } = await answer;
    const events = text.trimEnd().split('\n\n').map((event) => JSON.parse(event.replace('event: message\ndata: ', '')) as object);
    expect(events).toEqual([
      { jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: 'p', progress: 1 } },
      { jsonrpc: '2.0', id: 'x', result: { content: [] } },
    ]);
  });

  it('is followed by the error, in the stream, when its server breaks off', async () => {
    upstream.answer = (seen, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(progress(tokenIn(seen.body)));
      setTimeout(() => response.destroy(), 30);
      return undefined;
    };
    const request = open(MODERN, '/v1/mcp/files');
    const answer = receive(request);
    request.end(body);
    const { text, complete } = await answer;
    expect(complete).toBe(true);
    expect(JSON.parse(text.trimEnd().split('data: ').at(-1)!)).toMatchObject({ id: 'x', error: { data: { code: 'upstream_error' } } });
  });
}); // prettier-ignore
});
