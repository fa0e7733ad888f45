import { hash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Logger } from '@gatewayops/service';
import { BreachedPasswords } from './breached-passwords.js';

const PASSWORD = 'correct horse battery staple';
const DIGEST = hash('sha1', PASSWORD, 'hex').toUpperCase();
const OTHERS = ['0018A45C4D1DEF81644B54AB7F969B88D65:1', '011053FD0102E94D6AE2F8B83D76FAF94F6:3'];

/** A service as the API description of Have I Been Pwned's v3 has it: `GET /range/{first 5 hash chars}`, lines that end in CRLF. */
let server: Server;
let asked: Pick<IncomingMessage, 'url' | 'headers'>[];
let answer: { status: number; lines: string[] };
const warnings: unknown[] = [];
const logger = { warn: (...said: unknown[]) => warnings.push(said) } as unknown as Logger;

beforeEach(async () => {
  asked = [];
  warnings.length = 0;
  server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.lines.join('\r\n'));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const rangeUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/range/`;
const has = (url: string | undefined = rangeUrl()) => new BreachedPasswords(url, logger).has(PASSWORD);

it('finds a password that was seen, and tells the service five digits of its hash and asks for padding', async () => {
  answer = { status: 200, lines: [...OTHERS, `${DIGEST.slice(5)}:7`] };
  expect(await has()).toBe(true);
  expect(asked.map(({ url }) => url)).toEqual([`/range/${DIGEST.slice(0, 5)}`]);
  expect(asked[0]?.headers['add-padding']).toBe('true');
  expect(JSON.stringify(asked[0]?.headers)).not.toContain(DIGEST.slice(5));
});

it.each([
  ['others of the same range', OTHERS],
  ['padding, which was seen 0 times', [...OTHERS, `${DIGEST.slice(5)}:0`]],
  ['nothing', []],
])('finds none among %s', async (_what, lines) => {
  answer = { status: 200, lines };
  expect(await has()).toBe(false);
  expect(warnings).toEqual([]);
});

it('keeps nobody from choosing a password where the service fails, says nonsense, or is not there, and says so', async () => {
  answer = { status: 503, lines: [] };
  expect(await has()).toBe(false);
  answer = { status: 200, lines: ['x'.repeat(600_000)] };
  expect(await has()).toBe(false);
  expect(await has('http://127.0.0.1:9/range/')).toBe(false);
  expect(warnings).toHaveLength(3);
});

it('asks nobody where there is no such service', async () => {
  expect(await new BreachedPasswords(undefined, logger).has(PASSWORD)).toBe(false);
  expect(asked).toEqual([]);
});
