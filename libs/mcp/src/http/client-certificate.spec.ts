import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { afterEach, expect, it } from '@jest/globals';
import { Ears } from '../fixtures/ears.js';
import { selfSigned } from '@gatewayops/testing/self-signed';
import { http, listen, server } from '../fixtures/upstreams.js';
import { UPSTREAM_LIMITS } from '../upstream/types.js';
import { addressGuard } from './address-guard.js';
import { HttpConnection } from './connection.js';

const theirs = selfSigned('server');
const ours = selfSigned('gateway');
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Asks a server that lets in who shows the certificate of the gateway; gives who it saw. */
async function ask(shown: { certificate: string; key: string }, ca: string | null): Promise<{ ears: Ears; seen: unknown[] }> {
  const seen: unknown[] = [];
  const options = { cert: theirs.certificate, key: theirs.key, ca: ours.certificate, requestCert: true };
  const serving = createServer({ ...options, rejectUnauthorized: true }, (request, response) => {
    seen.push((request.socket as TLSSocket).getPeerCertificate().subject.CN);
    response.end();
  });
  const { port, close } = await listen(serving);
  const credential = { type: 'mtls', ...shown, ca } as const;
  const connection = new HttpConnection(server({ transport: http(`https://127.0.0.1:${port}/mcp`), credential }), {
    addressGuard: addressGuard({ privateRanges: 'allow' }),
    limits: UPSTREAM_LIMITS,
    onConnections: () => {},
  });
  closers.push(close, () => connection.close());
  const ears = new Ears();
  connection.dispatch({ method: 'POST', lines: '', headers: [], body: '{}' }, ears);
  return { ears: await ears.over, seen };
} // prettier-ignore

it('shows the server the certificate that is its credential', async () => {
  const { ears, seen } = await ask(ours, theirs.certificate);
  expect([ears.status, seen]).toEqual([200, ['gateway']]);
});

it('is not let in with another one, and trusts nobody but whom it was told to', async () => {
  for (const { ears, seen } of [await ask(selfSigned('gateway'), theirs.certificate), await ask(ours, null)]) {
    expect([ears.error, seen]).toEqual([expect.anything(), []]);
  }
});
