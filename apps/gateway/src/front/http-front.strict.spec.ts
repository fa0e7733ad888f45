import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayOpsError } from '@gatewayops/contracts';
import { KEY, listen, REFUSED, serverAt, startGateway, until, type Gateway } from './front.fixture.js';
import { idIn, scriptedServer, type Scripted } from './scripted-server.fixture.js';
import { sendBy } from './client.fixture.js';

describe.each(['wire', 'library'] as const)('read by the %s:', (way) => {
  beforeEach(() => sendBy(way));

  let upstream: Scripted;
  let gateway: Gateway;

  beforeEach(async () => {
    upstream = await scriptedServer('modern');
    const dead = await listen(createServer());
    await dead.close();
    gateway = await startGateway([serverAt('files', upstream.url), serverAt('files-dead', dead.url)], 'strict');
  });
  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  const CALL = '{"tool":"read_it","arguments":{}}';
  interface Received {
    status: number;
    text: string;
    complete: boolean;
  }

  function post(path = '/v1/mcp/files/tools/call', body = CALL, seen?: (response: IncomingMessage) => void): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${gateway.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      agent: false,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      seen?.(response);
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('error', () => undefined);
      response.on('close', () => resolve({ status: response.statusCode!, text, complete: response.complete }));
    });
    request.end(body);
  });
} // prettier-ignore

  const releases = () => gateway.publisher.log.filter((entry) => entry === 'release').length;
  const longAnswer = (end: 'end' | 'destroy') => (upstream.answer = ({ body }, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write(`{"jsonrpc":"2.0","id":${idIn(body)},"result":{"text":"${'x'.repeat(200_000)}`);
  setTimeout(() => (end === 'end' ? response.end('"}}') : response.destroy()), 30);
  return undefined;
}); // prettier-ignore

  describe('strict delivery', () => {
    it('completes an answer only when its record is durable', async () => {
      let durable: () => void = () => undefined;
      gateway.publisher.durable = () => new Promise((resolve) => (durable = resolve));
      let answered = false;
      const answer = post().then((received) => {
        answered = true;
        return received;
      });
      await until(() => gateway.publisher.log.includes('publish cost'));
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(answered).toBe(false);
      durable();
      expect(await answer).toMatchObject({ status: 200, complete: true });
      await until(() => releases() === 1);
      expect(gateway.publisher.log).toEqual(['publish trace', 'publish cost', 'durable', 'release']);
    });

    it('keeps back the last bytes of a long answer, too', async () => {
      longAnswer('end');
      let durable: () => void = () => undefined;
      gateway.publisher.durable = () => new Promise((resolve) => (durable = resolve));
      let ended = false;
      const answer = post(undefined, undefined, (response) => response.on('end', () => (ended = true)));
      await until(() => gateway.publisher.log.includes('publish cost'));
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(ended).toBe(false);
      durable();
      expect((await answer).text).toMatch(/x"\},"metadata":\{[^{}]*\}\}$/);
    });

    it('gives no result where the record cannot be made durable', async () => {
      upstream.answer = () => ({ result: '{"secret":"result"}' });
      gateway.publisher.durable = () => Promise.reject(new GatewayOpsError('delivery_unavailable'));
      const { status, text } = await post();
      expect(status).toBe(503);
      expect(JSON.parse(text)).toMatchObject({ error: { code: 'delivery_unavailable' } });
      expect(text).not.toContain('secret');
      longAnswer('end');
      expect((await post()).complete).toBe(false);
    });

    it('refuses a call before its server sees it where there is no room to record it', async () => {
      gateway.publisher.grants = false;
      expect((await post()).status).toBe(503);
      expect(upstream.seen).toEqual([]);
      expect(releases()).toBe(0);
    });

    it.each<[string, () => Promise<unknown>, number]>([
    ['is answered', () => post(), 1],
    ['is refused before it had room', () => ((gateway.admit = () => REFUSED), post()), 0],
    ['is malformed', () => post(undefined, '{'), 0],
    ['fails upstream', () => post('/v1/mcp/files-dead/tools/call'), 1],
    ['is answered at length', () => (longAnswer('end'), post()), 1],
    ['is broken off by its server', () => (longAnswer('destroy'), post()), 1],
    ['cannot be made durable', () => {
      gateway.publisher.durable = () => Promise.reject(new GatewayOpsError('delivery_unavailable'));
      return post();
    }, 1],
    ['is left by its client', async () => {
      longAnswer('end');
      await post(undefined, undefined, (response) => response.once('data', () => response.destroy()));
    }, 1],
    ['cannot be recorded', () => {
      gateway.publisher.publish = () => {
        throw new TypeError('a defect');
      };
      return post().catch(() => undefined);
    }, 1],
    ['is a notification', () => post('/v1/mcp/files', '{"jsonrpc":"2.0","method":"notifications/initialized"}'), 0],
  ])('gives the room of a call that %s back, once', async (_how, make, expected) => {
    await make();
    await until(() => releases() === expected && gateway.publisher.held === 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(releases()).toBe(expected);
    expect(gateway.publisher.held).toBe(0);
  }); // prettier-ignore
  });
});
