import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunningService } from './running-service.js';
import { codeOf, exchange, start } from './things.fixture.js';

let service: RunningService;

afterEach(() => service.close());

describe('slow and broken clients', () => {
  beforeEach(async () => {
    service = await start({ READ_TIMEOUT_MS: '300', WRITE_TIMEOUT_MS: '400', IDLE_TIMEOUT_MS: '300' });
  });

  const head = 'POST /v1/things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';

  it.each([
    ['half-sent headers', 'GET /health HTTP/1.1\r\nhost', 408, 'request_timeout'],
    ['a half-sent body', `${head}content-length: 100\r\n\r\n{"name"`, 408, 'request_timeout'],
    ['what is not HTTP', 'HELLO\r\n\r\n', 400, 'bad_request'],
    [
      'headers that are too large',
      `GET /health HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    ['a malformed chunk', `${head}transfer-encoding: chunked\r\n\r\nzz\r\n`, 400, 'bad_request'],
    ['two lengths', `${head}content-length: 5\r\ncontent-length: 6\r\n\r\n`, 400, 'bad_request'],
  ])('answers %s in the one format and closes', async (_what, text, status, code) => {
    const answer = await exchange(service.port, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(codeOf(JSON.parse(answer.slice(answer.indexOf('{'))))).toBe(code);
    expect(answer.match(/^HTTP\/1\.1/gm)).toHaveLength(1);
  });

  it('closes a connection that is not used, after an answer and before a first request', async () => {
    expect(await exchange(service.port, 'GET /health HTTP/1.1\r\nhost: x\r\n\r\n')).toContain('"alive"');
    expect(await exchange(service.port, '')).toMatch(/^$|408/);
  });

  it('cuts a client that does not read its answer', async () => {
    const socket = connect(service.port, '127.0.0.1', () => socket.write('GET /huge HTTP/1.1\r\nhost: x\r\n\r\n'));
    socket.pause();
    const server = service.app.getHttpServer() as import('node:http').Server;
    const open = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
    for (let i = 0; i < 40 && (await open()) === 0; i++) await new Promise((resolve) => setTimeout(resolve, 25));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await open()).toBe(0);
    socket.destroy();
  });

  it('waits for itself as long as it takes', async () => {
    expect(await exchange(service.port, 'GET /slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toContain(
      'slept',
    );
  });
});
